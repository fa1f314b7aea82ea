using PSCredentials.Tests.Pki;

namespace PSCredentials.Tests.Profile;

/// <summary>Everything that an authority makes, of every kind, at several times and under several certificate authorities.</summary>
public sealed class ProfileSpecimens : IAsyncLifetime
{
    internal List<(string Name, CertificateView View)> Certificates { get; } = [];

    internal List<(string Name, RevocationListView View)> Lists { get; } = [];

    internal List<(string Name, StatusAnswerView View)> Answers { get; } = [];

    internal List<(string Name, StatusAnswerView View)> Errors { get; } = [];

    public async ValueTask InitializeAsync()
    {
        await CollectAsync("own root, 2026", new DateTimeOffset(2026, 12, 1, 10, 30, 0, TimeSpan.Zero), null, Enum.GetValues<KeyAlgorithm>());
        KeyAlgorithm[] usual = [KeyAlgorithm.EcdsaP256];
        await CollectAsync("own root, turn of 2050", new DateTimeOffset(2049, 12, 31, 23, 59, 30, TimeSpan.Zero), null, usual);
        await CollectAsync("own root, 2055", new DateTimeOffset(2055, 6, 1, 0, 0, 0, TimeSpan.Zero), null, usual);
        await CollectBroughtAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task CollectBroughtAsync()
    {
        using var folder = new TemporaryFolder();
        var brought = new BroughtAuthority(folder);
        await brought.RootAsync("p256");
        await brought.RootAsync("p384", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"]);
        await brought.RootAsync("rsa", ["-newkey", "rsa:3072"]);
        await brought.IntermediateAsync("p256", "issuing");
        await brought.RootAsync("nameless-key", extensions: "subjectKeyIdentifier=none");
        foreach (string name in new[] { "p256", "p384", "rsa", "issuing", "nameless-key" })
        {
            byte[] certificates = name == "issuing" ? [.. brought.Read("issuing.pem"), .. brought.Read("p256.pem")] : brought.Read(name + ".pem");
            var source = new CertificateAuthoritySource { Certificates = certificates, PrivateKey = brought.Read(name + ".key") };
            await CollectAsync("brought " + name, TimeProvider.System.GetUtcNow(), source, [KeyAlgorithm.EcdsaP256, KeyAlgorithm.Ed25519]);
        }

        // Its maker's fault, and why it is here: what is issued under it has to be right all the same.
        Certificates.RemoveAll(part => part.Name == "brought nameless-key: the authority");
    }

    private async Task CollectAsync(string origin, DateTimeOffset now, CertificateAuthoritySource? source, KeyAlgorithm[] keys)
    {
        var collector = await SpecimenVault.OpenAsync(now, source, keys);
        await using (collector)
        {
            await collector.CollectAsync();
            Certificates.AddRange(collector.Certificates.Select(part => ($"{origin}: {part.Name}", part.View)));
            Lists.AddRange(collector.Lists.Select(part => ($"{origin}: {part.Name}", part.View)));
            Answers.AddRange(collector.Answers.Select(part => ($"{origin}: {part.Name}", part.View)));
            Errors.AddRange(collector.Errors.Select(part => ($"{origin}: {part.Name}", part.View)));
        }
    }
}
