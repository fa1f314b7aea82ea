using PSCredentials.Tests.Revocation;

namespace PSCredentials.Tests.Profile;

/// <summary>An authority whose own certificate has ended signs nothing any more: no list whose end comes before its beginning, and no answer.</summary>
public sealed class ExpiredAuthorityTests
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(7300);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_list_is_issued(bool isDelta)
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        await vault.ListAsync();
        vault.Vault.Clock.Advance(s_lifetime + TimeSpan.FromDays(1));

        await Refusal.OfAsync(CredentialErrors.CertificateAuthorityExpired, () => vault.ListAsync(isDelta));

        vault.Vault.Clock.Advance(-TimeSpan.FromDays(2));
        Assert.Equal(2, (await vault.ListAsync()).Number);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Questions_are_told_that_nobody_can_answer_them(bool hasAnsweredBefore)
    {
        await using RevocationVault vault = await RevocationVault.OpenAsync();
        ReadOnlyMemory<byte> root = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(vault.Root)).RawData;
        var issuer = new CertificateView(CertificateKind.Authority, root, default);
        byte[] question = StatusQuestion.Create(issuer, [[0x12, 0x34]]);
        vault.Vault.Clock.Advance(s_lifetime - TimeSpan.FromHours(1));
        if (hasAnsweredBefore)
        {
            await AskAsync(vault, question, 0);
        }

        vault.Vault.Clock.Advance(TimeSpan.FromHours(2));

        await AskAsync(vault, question, 6);
    }

    private static async Task AskAsync(RevocationVault vault, byte[] question, byte status)
    {
        ReadOnlyMemory<byte> answer = await vault.Vault.Authority.Revocation.AnswerStatusRequestAsync(question, CancellationToken.None);
        Assert.Equal(status, DerNode.Parse(answer)[0].Content.Span[0]);
    }
}
