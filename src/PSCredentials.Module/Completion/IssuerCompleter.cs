using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers the serial numbers of certificate authorities that still sign, the current one first.</summary>
public sealed class IssuerCompleter : AuthorityValueCompleter
{
    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (CredentialAuthorityCertificate one in await authority.CertificateAuthorities.ListAsync(cancellationToken))
        {
            if (one.KeyDestroyedAt is null && request.Word.Fits(one.SerialNumber))
            {
                string count = Count(one.ActiveCertificateCount, "certificate");
                yield return new Offer(one.SerialNumber, $"{one.Subject}: {(one.IsCurrent ? "current" : "former")}, {count} in force");
            }
        }
    }
}
