namespace PSCredentials.Module.Tests.Reporting;

/// <summary>The report as a page, of ten thousand credentials, in a real browser.</summary>
public sealed class ReportPageTests(ReportFixture report) : IClassFixture<ReportFixture>
{
    // The colours that a text is really seen in, by WCAG 2.2: the nearest ground that is not transparent, and the ratio of their luminances.
    private const string Contrast = """
        (() => {
          const parse = text => { const c = document.createElement('canvas').getContext('2d'); c.fillStyle = text; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
          const light = rgb => { const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const ground = at => { for (; at; at = at.parentElement) { const c = parse(getComputedStyle(at).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255, 255]; };
          const poor = [];
          for (const at of document.querySelectorAll('h1, h2, p, b, strong, small, a, button:not(:disabled), label, span, summary, th, td, dt, li, text, option')) {
            const own = [...at.childNodes].some(node => node.nodeType === 3 && node.data.trim());
            const box = at.getBoundingClientRect();
            if (!own || box.width < 2 || box.height < 2) continue;
            const style = getComputedStyle(at);
            const ink = parse(at.tagName === 'text' ? style.fill : style.color);
            const [a, b] = [light(ink.slice(0, 3)), light(ground(at).slice(0, 3))].sort((x, y) => y - x);
            const ratio = (a + 0.05) / (b + 0.05);
            if (ratio < 4.5) poor.push(`${at.tagName}.${at.className.baseVal ?? at.className} '${at.textContent.slice(0, 30)}' ${ratio.toFixed(2)}`);
          }
          return poor;
        })()
        """;

    private const string Faults = """
        (() => {
          const faults = [];
          const check = (good, fault) => { if (!good) faults.push(fault); };
          const named = at => (at.getAttribute('aria-label') || at.textContent || '').trim() || at.getAttribute('aria-labelledby');
          check(document.documentElement.lang === 'en', 'no language');
          check(document.title.length > 0, 'no title');
          check(document.querySelector('meta[name=viewport]').content.indexOf('user-scalable') < 0, 'zoom is off');
          for (const name of ['header', 'main', 'footer', 'h1']) check(document.querySelectorAll(name).length === 1, `not one ${name}`);
          for (const input of document.querySelectorAll('input, select')) check(input.labels.length > 0 && input.labels[0].textContent.trim(), `unlabelled ${input.id}`);
          for (const at of document.querySelectorAll('button, a, summary, section, nav, [role=group], svg[role=img]')) check(named(at), `unnamed ${at.outerHTML.slice(0, 60)}`);
          for (const at of document.querySelectorAll('section[aria-labelledby]')) check(document.getElementById(at.getAttribute('aria-labelledby')), 'label is missing');
          for (const svg of document.querySelectorAll('svg:not([role=img]):not(svg svg)')) check(svg.getAttribute('aria-hidden') === 'true', 'picture is neither named nor hidden');
          for (const th of document.querySelectorAll('th')) check(th.scope, `header without scope: ${th.textContent}`);
          const ids = [...document.querySelectorAll('[id]')].map(at => at.id);
          check(new Set(ids).size === ids.length, 'an id is there twice');
          const levels = [...document.querySelectorAll('h1, h2, h3, h4')].map(at => Number(at.tagName[1]));
          check(levels.every((level, at) => at === 0 ? level === 1 : level - levels[at - 1] <= 1), 'a level of headings is left out');
          check([...document.querySelectorAll('[tabindex]')].every(at => at.tabIndex <= 0), 'order of focus is forced');
          for (const at of document.querySelectorAll('button, .theme label, .chip')) { const box = at.getBoundingClientRect(); check(box.width === 0 || (box.width >= 24 && box.height >= 24), `small target: ${at.textContent}`); }
          return faults;
        })()
        """;

    [Theory]
    [InlineData(1280, "light")]
    [InlineData(1280, "dark")]
    [InlineData(390, "light")]
    [InlineData(390, "dark")]
    public async Task Opens_whole_without_a_network_or_an_error_at_every_width_and_in_both_colours(int width, string scheme)
    {
        await using ChromiumPage page = await report.OpenAsync(width, scheme);
        if (Environment.GetEnvironmentVariable("PSCREDENTIALS_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"report-{width}-{scheme}.png"), await page.CaptureAsync(), TestContext.Current.CancellationToken);
        }

        Assert.Empty(page.Complaints);
        Assert.Equal([new Uri(report.Page).AbsoluteUri], page.Requests.Where(address => !address.StartsWith("data:", StringComparison.Ordinal)));
        Assert.Equal("10,000 credentials", await page.EvaluateAsync<string>("document.getElementById('status').textContent"));
        Assert.Equal(50, await page.EvaluateAsync<int>("document.querySelectorAll('#list tbody tr').length"));
        Assert.Equal(width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('main *:not(.hidden, .hidden *, thead, thead *, option)')].filter(at => { const box = at.getBoundingClientRect(); return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1); }).map(at => at.outerHTML.slice(0, 80))"));
        Assert.Empty(await page.EvaluateAsync<string[]>(Contrast));
        Assert.Empty(await page.EvaluateAsync<string[]>(Faults));
    }
}
