/* Puts the theme's frame around a page, which has only its content: the same for thousands of pages, so kept once. */
window.__frame = (at) =>
  document.currentScript.replaceWith(document.createRange().createContextualFragment(PIECES[at]));
__frame(0);
