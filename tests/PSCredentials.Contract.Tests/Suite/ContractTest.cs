using PSCredentials.Contract.Tests.Suite.Subjects;

namespace PSCredentials.Contract.Tests.Suite;

/// <summary>What tests of the suite have in common: a subject, names of their own, and the assertion of differences.</summary>
public abstract class ContractTest<TSubject>(TSubject subject)
    where TSubject : Subject
{
    protected TSubject Subject { get; } = subject;

    protected ICredentialAuthority Authority => Subject.Authority;

    protected static CancellationToken None => CancellationToken.None;

    /// <summary>The beginning of the names of a test.</summary>
    protected string Prefix { get; } = "t" + Guid.NewGuid().ToString("N")[..10];

    protected string Name(string name) => $"{Prefix}-{name}";

    /// <summary>Asserts what a difference says: the work is refused with NotSupported before anything is sent; elsewhere it is done.</summary>
    /// <param name="expectation">The difference.</param>
    /// <param name="refused">What is refused where it applies.</param>
    /// <param name="done">What is asserted where it does not.</param>
    protected async Task DiffersAsync(Expectation expectation, Func<Task> refused, Func<Task> done)
    {
        ArgumentNullException.ThrowIfNull(expectation);
        if (!Subject.Has(expectation))
        {
            await done();
            return;
        }

        int before = Subject.Sent;
        CredentialException error = await FailsAsync(CredentialErrors.NotSupported, refused);
        Assert.Contains(Authority.Name, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Subject.Sent);
    }

    /// <summary>Asserts that work fails with an error of this project.</summary>
    protected static async Task<CredentialException> FailsAsync(CredentialErrorDefinition definition, Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(definition);
        CredentialException error = await Assert.ThrowsAsync<CredentialException>(work);
        Assert.True(definition == error.Definition, $"{definition.Id} was expected, and came was {error.ErrorId}: {error.Message}");
        Assert.NotEmpty(error.Message);
        return error;
    }

    protected static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var all = new List<T>();
        await foreach (T item in items)
        {
            all.Add(item);
        }

        return all;
    }
}
