"""The site around the articles: addresses, the theme's pages, share tags, search, styles and scripts."""
