"""The frame of the portal's pages: menu, elder mode, figures of the home page."""
