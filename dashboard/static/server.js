// Tells Streamlit where its server is, so that a page such as /association asks nothing at addresses that do not exist.
window.__streamlit = { BACKEND_BASE_URL: `${window.location.origin}/`, MAIN_PAGE_BASE_URL: `${window.location.origin}/` };
