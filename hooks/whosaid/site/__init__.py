"""The site around the articles.

addresses   addresses on the built site
theme       fixes for the theme's HTML, and names that would crash it
search      a page's content for the search plugin
pagefind    an index in small pieces, and the worker that searches it for the theme's dialog
share       the title, description and picture that other sites show with a link
assets      stylesheets and scripts
unpublished what mkdocs.yml says to the command: pages that are not published, folder, language
notfound    the page for addresses that lead nowhere
"""
