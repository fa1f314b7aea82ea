using System.Diagnostics;

namespace PSCredentials.Tests.Verification;

public sealed class CrossAuthorityTests
{
    [Fact]
    public async Task What_one_session_changes_the_next_call_of_another_in_the_process_sees()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        ICredentialAuthority other = await vault.OpenAgainAsync();

        for (int i = 0; i < 50; i++)
        {
            IssuedApiCredential issued = await vault.IssueAsync($"token-{i:00}");
            CredentialReference reference = CredentialReference.ById(issued.Id);
            async Task SeesAsync(VerificationReason reason) => Assert.Equal(reason, (await SampleVault.VerifyAsync(other, issued)).Reason);

            await SeesAsync(VerificationReason.Valid);
            await vault.Credentials.DisableAsync(reference, CancellationToken.None);
            await SeesAsync(VerificationReason.Disabled);
            await vault.Credentials.EnableAsync(reference, CancellationToken.None);
            await SeesAsync(VerificationReason.Valid);
            await vault.Credentials.RevokeAsync(reference, RevocationReason.KeyCompromise, CancellationToken.None);
            await SeesAsync(VerificationReason.Revoked);
            await vault.Credentials.RemoveAsync(reference, CancellationToken.None);
            await SeesAsync(VerificationReason.Unknown);
        }
    }

    [Fact]
    public async Task A_revocation_is_seen_while_others_verify_without_pause()
    {
        const int Count = 100;
        await using SampleVault vault = await SampleVault.OpenAsync();
        ICredentialAuthority other = await vault.OpenAgainAsync();
        IssuedApiCredential[] issued = await Task.WhenAll(Enumerable.Range(0, Count).Select(i => vault.IssueAsync($"token-{i:000}")));
        var isRevoked = new bool[Count];
        int current = 0;
        Task<int>[] verifying = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            int accepted = 0;
            while (Volatile.Read(ref current) is var i and < Count)
            {
                bool mustBeRefused = Volatile.Read(ref isRevoked[i]);
                bool isValid = (await SampleVault.VerifyAsync(other, issued[i])).IsValid;
                accepted += mustBeRefused && isValid ? 1 : 0;
            }

            return accepted;
        }))];

        for (int i = 0; i < Count; i++)
        {
            await vault.Credentials.RevokeAsync(CredentialReference.ById(issued[i].Id), RevocationReason.KeyCompromise, CancellationToken.None);
            Volatile.Write(ref isRevoked[i], true);
            await Task.Delay(2, TestContext.Current.CancellationToken);
            Volatile.Write(ref current, i + 1);
        }

        Assert.All(await Task.WhenAll(verifying), accepted => Assert.Equal(0, accepted));
    }

    [Fact]
    public async Task What_another_process_revokes_is_refused_within_a_second()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        IssuedApiCredential issued = await vault.IssueAsync();
        Assert.True((await vault.VerifyAsync(issued)).IsValid);

        using var worker = WorkerProcess.Start("revoke", vault.Folder, "sample-token");
        Assert.Equal((0, string.Empty), await worker.FinishAsync());

        await RefusedAsync(async () => (await vault.VerifyAsync(issued)).Reason.ToString());
        Assert.Equal("worker", (await vault.EventsAsync())[^1].Actor);
    }

    [Fact]
    public async Task What_this_process_revokes_another_refuses_within_a_second()
    {
        await using SampleVault vault = await SampleVault.OpenAsync();
        vault.Clock.Set(TimeProvider.System.GetUtcNow());
        IssuedApiCredential issued = await vault.IssueAsync();
        using var worker = WorkerProcess.Start("verify", vault.Folder);
        Assert.Equal("Valid", await worker.AskAsync(issued.GetToken()));

        await vault.Credentials.RevokeAsync(CredentialReference.ById(issued.Id), RevocationReason.KeyCompromise, CancellationToken.None);

        await RefusedAsync(() => worker.AskAsync(issued.GetToken()));
        Assert.Equal((0, string.Empty), await worker.FinishAsync());
    }

    /// <summary>
    /// Asks again and again. A verdict that was asked for a second or more after the revocation has to be the refusal; one that was asked for
    /// earlier may be. So a slow machine makes the test no stricter.
    /// </summary>
    private static async Task RefusedAsync(Func<Task<string?>> ask)
    {
        long revoked = Stopwatch.GetTimestamp();
        while (true)
        {
            bool isLate = Stopwatch.GetElapsedTime(revoked) > TimeSpan.FromSeconds(1);
            string? reason = await ask();
            if (reason == "Revoked")
            {
                return;
            }

            Assert.Equal("Valid", reason);
            Assert.False(isLate, "It was still valid a second after it was revoked.");
        }
    }
}
