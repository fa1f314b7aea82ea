using System.Text.Json;

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

    [Fact]
    public async Task Search_narrows_sorting_reorders_and_filters_add_up()
    {
        await using ChromiumPage page = await report.OpenAsync();
        Task<string[]> Names() => page.EvaluateAsync<string[]>("[...document.querySelectorAll('#list tbody tr summary')].map(at => at.textContent)");
        Task<string> Status() => page.EvaluateAsync<string>("document.getElementById('status').textContent");
        Task<bool> Search(string text) => page.EvaluateAsync<bool>($"(() => {{ const box = document.getElementById('search'); box.value = '{text}'; return box.dispatchEvent(new Event('input')); }})()");

        await Search("DEPLOY payments");
        string[] found = await Names();
        Assert.NotEmpty(found);
        Assert.All(found, name => Assert.Contains("deploy", name, StringComparison.Ordinal));
        Assert.Matches(@"^[\d,]+ of 10,000 credentials$", await Status());
        await Search("no such thing");
        Assert.Empty(await Names());
        Assert.False(await page.EvaluateAsync<bool>("document.getElementById('empty').hidden"));

        // The header's button is reached and pressed by keyboard alone.
        await Search("deploy");
        await page.EvaluateAsync<bool>("(() => { document.querySelector('th[data-key=name] button').focus(); return true; })()");
        await page.PressAsync("Enter", 13, "\r");
        string[] up = await Names();
        Assert.Equal("ascending", await page.EvaluateAsync<string>("document.querySelector('th[data-key=name]').getAttribute('aria-sort')"));
        await page.PressAsync("Enter", 13, "\r");
        string[] down = await Names();
        Assert.Equal("descending", await page.EvaluateAsync<string>("document.querySelector('th[data-key=name]').getAttribute('aria-sort')"));
        Assert.Equal(await page.EvaluateAsync<string[]>($"{JsonSerializer.Serialize(up)}.sort(new Intl.Collator('en', {{ numeric: true }}).compare)"), up);
        Assert.Equal(await page.EvaluateAsync<string[]>($"{JsonSerializer.Serialize(down)}.sort(new Intl.Collator('en', {{ numeric: true }}).compare).reverse()"), down);
        Assert.Empty(up.Intersect(down));

        await page.EvaluateAsync<bool>("(() => { document.getElementById('reset').click(); document.querySelector('[data-of=states][value=\"1\"]').click(); document.querySelector('[data-of=families][value=\"1\"]').click(); return true; })()");
        Assert.Equal(["Disabled"], (await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#list tbody .pill')].map(at => at.textContent)")).Distinct());
        await page.EvaluateAsync<bool>("(() => { document.querySelector('a[data-finding=\"2\"]').click(); return true; })()");
        Assert.Equal(await page.EvaluateAsync<string>("document.querySelector('.endless b').textContent") + " of 10,000 credentials", await Status());
        await page.EvaluateAsync<bool>("(() => { document.getElementById('next').click(); return true; })()");
        Assert.StartsWith("Page 2 of ", await page.EvaluateAsync<string>("document.getElementById('page').textContent"), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Texts_that_mean_harm_are_shown_and_not_obeyed()
    {
        await using ChromiumPage page = await report.OpenAsync();
        await page.EvaluateAsync<bool>("(() => { const box = document.getElementById('search'); box.value = 'mallory'; return box.dispatchEvent(new Event('input')); })()");

        string[] rows = await page.EvaluateAsync<string[]>("[...document.querySelectorAll('#list tbody tr')].map(at => at.textContent)");
        Assert.Equal(2, rows.Length);
        Assert.Contains(rows, row => row.Contains(ReportVault.Markup, StringComparison.Ordinal) && row.Contains("`u{202E}", StringComparison.Ordinal) && row.Contains("</script><script>", StringComparison.Ordinal));
        Assert.Equal("Credentials of the shop", await page.EvaluateAsync<string>("document.title"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.images.length"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Colours_follow_the_system_and_then_the_reader()
    {
        const string Ground = "getComputedStyle(document.body).backgroundColor";
        await using ChromiumPage light = await report.OpenAsync();
        await using ChromiumPage dark = await report.OpenAsync(scheme: "dark");
        string night = await dark.EvaluateAsync<string>(Ground);
        Assert.NotEqual(await light.EvaluateAsync<string>(Ground), night);

        await light.EvaluateAsync<bool>("(() => { document.querySelector('input[value=dark]').click(); return true; })()");
        Assert.Equal(night, await light.EvaluateAsync<string>(Ground));
    }

    [Fact]
    public async Task Numbers_pictures_and_what_is_urgent_are_there_without_scripts()
    {
        await using ChromiumPage page = await report.OpenAsync(runsScripts: false);

        Assert.Equal("0 12 6 15", await page.EvaluateAsync<string>("""
            [document.querySelectorAll('#list tbody tr').length, document.querySelectorAll('[aria-labelledby=urgent-title] tbody tr').length, document.querySelectorAll('.callout').length,
             document.querySelectorAll('.numbers tbody tr').length].join(' ')
            """));
        Assert.Empty(await page.EvaluateAsync<string[]>("[...document.querySelectorAll('.scripted')].filter(at => at.getBoundingClientRect().height > 0).map(at => at.className)"));
        Assert.Empty(page.Complaints);
    }
}
