using System.Globalization;

namespace PSCredentials.Tests.Profile;

/// <summary>Nothing that an authority makes breaks a rule, and every rule finds something that breaks it.</summary>
public sealed class ProfileTests(ProfileSpecimens specimens) : IClassFixture<ProfileSpecimens>
{
    private static readonly IReadOnlyList<ProfileRule<CertificateView>> s_certificates = [.. CertificateRules.All, .. NameRules.All, .. KeyRules.All, .. ExtensionRules.All, .. AddressRules.All];

    [Fact]
    public void No_certificate_breaks_a_rule()
    {
        AssertHold(s_certificates, specimens.Certificates);
        AssertHold(DerRules.All, specimens.Certificates.Select(part => (part.Name, part.View.Root)));
    }

    [Fact]
    public void No_list_breaks_a_rule()
    {
        AssertHold(RevocationListRules.All, specimens.Lists);
        AssertHold(DerRules.All, specimens.Lists.Select(part => (part.Name, part.View.Root)));
    }

    [Fact]
    public void No_answer_breaks_a_rule()
    {
        AssertHold(StatusAnswerRules.OfAll, specimens.Answers.Concat(specimens.Errors));
        AssertHold(StatusAnswerRules.OfSuccess, specimens.Answers);
        AssertHold(s_certificates, specimens.Answers.Select(part => (part.Name, part.View.Signer)));
        AssertHold(DerRules.All, specimens.Answers.Concat(specimens.Errors).Select(part => (part.Name, part.View.Root)));
    }

    [Fact]
    public void Every_rule_refuses_what_breaks_it()
    {
        AssertBite(s_certificates, specimens.Certificates);
        AssertBite(RevocationListRules.All, specimens.Lists);
        AssertBite(StatusAnswerRules.OfAll, specimens.Answers);
        AssertBite(StatusAnswerRules.OfSuccess, specimens.Answers);
        AssertBite(DerRules.All, specimens.Certificates.Select(part => (part.Name, part.View.Root)));
    }

    [Fact]
    public void Every_rule_names_its_clause_and_says_something_of_its_own()
    {
        string[] rules =
        [
            .. s_certificates.Select(rule => rule.ToString()), .. RevocationListRules.All.Select(rule => "list " + rule), .. StatusAnswerRules.OfAll.Select(rule => "answer " + rule),
            .. StatusAnswerRules.OfSuccess.Select(rule => "answer " + rule), .. DerRules.All.Select(rule => "encoding " + rule),
        ];

        Assert.Equal(rules.Length, rules.Distinct(StringComparer.Ordinal).Count());
        Assert.All(rules, rule => Assert.Matches("(RFC [0-9]{4}|X\\.6[89]0|CA/B BR) [A0-9]", rule));
    }

    [Fact]
    public void Every_kind_is_among_what_is_looked_at()
    {
        string certificates = string.Join('\n', specimens.Certificates.Select(part => part.Name));
        Assert.Equal(Enum.GetValues<KeyAlgorithm>().Length, specimens.Certificates.Count(part => part.Name.StartsWith("own root, 2026: key-", StringComparison.Ordinal)));
        Assert.Contains("brought issuing: the authority", certificates, StringComparison.Ordinal);
        Assert.Contains(specimens.Certificates, part => part.View.IsOcspSigner);
        Assert.Contains("brought issuing: with-an-address", certificates, StringComparison.Ordinal);
        Assert.Contains(specimens.Certificates, part => part.View.NotBefore.ReadTime().Year < 2050 && part.View.NotAfter.ReadTime().Year >= 2050 && part.View.IsClient);
        Assert.Contains(specimens.Lists, part => part.View.Entries.Count == 0 && !part.View.IsDelta);
        Assert.Contains(specimens.Lists, part => part.View.IsDelta && part.View.Entries.Any(entry => RevocationListView.ReasonOf(entry) == 8));
        Assert.Contains(specimens.Lists, part => !part.View.IsDelta && part.View.Entries.Any(entry => RevocationListView.ReasonOf(entry) == 6));
        Assert.Contains(specimens.Lists, part => part.View.ThisUpdate.ReadTime().Year < 2050 && part.View.NextUpdate.ReadTime().Year >= 2050);
        Assert.Equal([0, 1, 2], specimens.Answers.SelectMany(part => part.View.Singles).Select(single => single[1].Tag.TagValue).Distinct().Order());
        Assert.Equal([1, 3, 6], specimens.Errors.Select(part => (int)part.View.Status.Content.Span[0]).Distinct().Order());
    }

    [Fact]
    public void The_numbers_of_lists_grow()
    {
        foreach (var vault in specimens.Lists.GroupBy(part => part.Name[..part.Name.LastIndexOf(':')]))
        {
            System.Numerics.BigInteger[] numbers = [.. vault.Select(part => RevocationListRules.Number(part.View.Find(Oids.CrlNumber)!.Value))];
            Assert.True(numbers.Length > 3 && numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second), $"{vault.Key}: {string.Join(", ", numbers)}");
        }
    }

    private static void AssertHold<T>(IReadOnlyList<ProfileRule<T>> rules, IEnumerable<(string Name, T View)> things)
        where T : IProfileView<T>
    {
        List<string> faults = [];
        int count = 0;
        foreach ((string name, T view) in things)
        {
            count++;
            faults.AddRange(rules.Where(rule => rule.Applies(view) && rule.IsBrokenBy(view)).Select(rule => $"{name} breaks {rule}: {Convert.ToHexString(view.Der.Span)}"));
        }

        Assert.NotEqual(0, count);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static void AssertBite<T>(IReadOnlyList<ProfileRule<T>> rules, IEnumerable<(string Name, T View)> things)
        where T : IProfileView<T>
    {
        List<T> good = [.. things.Select(part => part.View)];
        foreach (ProfileRule<T> rule in rules)
        {
            Assert.True(rule.Breaks.Count > 0, $"Nothing shows that '{rule}' finds anything.");
            T subject = good.FirstOrDefault(rule.Applies) ?? throw new InvalidOperationException($"'{rule}' applies to nothing.");
            Assert.False(rule.IsBrokenBy(subject), rule.ToString());
            for (int i = 0; i < rule.Breaks.Count; i++)
            {
                byte[] bad = rule.Breaks[i](subject);
                Assert.True(IsBroken(rule, subject, bad), string.Create(CultureInfo.InvariantCulture, $"'{rule}' takes its example {i} of what breaks it: {Convert.ToHexString(bad)}"));
            }
        }
    }

    private static bool IsBroken<T>(ProfileRule<T> rule, T subject, byte[] bad)
        where T : IProfileView<T>
    {
        T broken = subject.Changed(bad);
        return rule.IsBrokenBy(broken);
    }
}
