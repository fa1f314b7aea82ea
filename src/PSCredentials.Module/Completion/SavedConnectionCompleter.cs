using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers names of saved connections: those of the authority that is named, else of the vault that was connected last, else of the default one.</summary>
public sealed class SavedConnectionCompleter : AuthorityValueCompleter
{
    private protected override bool IsOfOwnVault => true;

    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (CredentialConnection saved in (await authority.Connections.ListAsync([request.Word.Pattern], cancellationToken)).Take(Most))
        {
            yield return new Offer(saved.Name, $"{saved.Name}: {saved.Provider} at {saved.Uri}");
        }
    }
}
