import { html } from '../../src/app/report/page/html';

describe('html', () => {
  it('escapes what stands in it, and takes control characters out', () => {
    const hostile = `<script>alert("1")</script>\u001b[31m'&\u0000`;
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
      '<p title="&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;�[31m&#39;&amp;�">' +
        '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;�[31m&#39;&amp;�</p>',
    );
  });

  it('leaves markup and lists of it as they are, and nothing for null', () => {
    const list = ['a', 'b<'].map((each) => html`<li>${each}</li>`);
    expect(html`<ul>${list}</ul>${null}${undefined}${0}`.text).toBe(
      '<ul><li>a</li><li>b&lt;</li></ul>0',
    );
  });
});
