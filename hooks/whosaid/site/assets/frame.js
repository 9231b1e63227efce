/* Puts a piece of the theme's frame in its place: the same for thousands of pages, so kept once.

   Each place asks for it with this script's address, since a site's Content-Security-Policy may forbid inline scripts. */
{
  const { currentScript } = document;
  const frame = PIECES;
  currentScript.replaceWith(document.createRange().createContextualFragment(frame[currentScript.dataset.piece]));
}
