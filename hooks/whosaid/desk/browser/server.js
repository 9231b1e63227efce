/* What the preview is asked, and what it answers: always an object; one with `why` if it refuses. */

/* What the tag in the page says. */
export const tag = document.querySelector("script[data-token][data-at]").dataset;

const { token, at } = tag;

const GONE = "The preview does not answer. What you have typed is kept: start it again, then save.";
const OLD = "The preview was started again. What you have typed is kept.";

export const ask = async (name, question) => {
  try {
    const answer = await fetch(at + name, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Whosaid-Desk": token },
      body: JSON.stringify({ address: location.pathname, ...question }),
    });
    return answer.status === 403 ? { why: OLD, isOld: true } : await answer.json();
  } catch {
    return { why: GONE };
  }
};
