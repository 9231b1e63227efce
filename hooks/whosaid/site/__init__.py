"""What belongs to the site around the articles: addresses, the theme's pages, shares, search, style and script."""
