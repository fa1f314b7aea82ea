namespace PSCredentials.Tests.Storage;

/// <summary>Tokens as the worker printed them: name and token.</summary>
internal static class IssuedTokens
{
    /// <summary>Each is good, and belongs to the credential it was printed with.</summary>
    public static async Task VerifyAsync(SampleVault vault, IEnumerable<string[]> issued)
    {
        foreach (string[] line in issued)
        {
            CredentialVerdict verdict = await vault.Authority.Verifier.VerifyTokenAsync(line[1], null, CancellationToken.None);
            Assert.True(verdict.IsValid, $"{line[0]} is {verdict.Reason}");
            Assert.Equal(line[0], verdict.Credential!.Name);
        }
    }
}
