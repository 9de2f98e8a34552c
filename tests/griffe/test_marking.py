"""Where badges go in what mkdocstrings' templates have drawn."""

from __future__ import annotations

import pytest

from api_stability.griffe.marking import mark_overloads

SIGNATURES = [
    '<div class="language-python doc-signature highlight"><pre>f(x)</pre></div>',
    '<pre class="highlight"><code class="language-python doc-signature">f(x)</code></pre>',
    '<p><code class="doc-signature-not-ours">f</code></p><pre class="doc-signature">f(x)</pre>',
]


@pytest.mark.parametrize("signature", SIGNATURES)
def test_overloads_whatever_highlights_them(signature: str) -> None:
    html = f'<h2>f</h2><div class="doc-overloads">{signature}\n{signature}</div>'
    marked = mark_overloads(html, ["", "<i>badge</i>"])
    assert marked.replace("<i>badge</i>", "") == html
    assert marked.count("<i>badge</i>") == 1
    before, _, after = marked.partition("<i>badge</i>")
    assert before.count("f(x)") == after.count("f(x)") == 1
