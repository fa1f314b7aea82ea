using PSCredentials.Vendors.Http;

namespace PSCredentials.Vendors.Service.Client;

/// <summary>The errors of the service's own API: each says by its id which one of the project's it is.</summary>
internal sealed class ServiceErrors : IErrorReader
{
    /// <inheritdoc/>
    public CredentialException Read(RemoteAnswer answer)
    {
        ProblemWire? problem = answer.TryRead<ProblemWire>();
        return StatusErrors.Error(answer, problem?.Definition, problem?.Detail);
    }

    /// <summary>Why one of many was refused.</summary>
    /// <param name="answer">The answer in which it stands.</param>
    /// <param name="problem">The refusal.</param>
    public static CredentialException Read(RemoteAnswer answer, ProblemWire problem) =>
        new(problem.Definition ?? CredentialErrors.InvalidState, problem.Detail ?? $"{answer.Request} was refused without a reason.");
}
