namespace PSCredentials.Tests;

/// <summary>What a refused call says.</summary>
internal static class Refusal
{
    /// <summary>Runs a call that has to be refused with one error of the table.</summary>
    public static async Task<CredentialException> OfAsync(CredentialErrorDefinition expected, Func<Task> call)
    {
        CredentialException exception = await Assert.ThrowsAsync<CredentialException>(call);
        Assert.True(expected == exception.Definition, $"{exception.ErrorId} instead of {expected.Id}: {exception.Message}");
        return exception;
    }
}
