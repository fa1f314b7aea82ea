using System.Runtime.CompilerServices;

namespace PSCredentials.Module.Completion;

/// <summary>Offers the names of certificate authorities, or the serial numbers of those that still sign, the current one first.</summary>
public sealed class IssuerCompleter : AuthorityValueCompleter
{
    internal override async IAsyncEnumerable<Offer> FindAsync(
        ICredentialAuthority authority, CompletionRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (CredentialAuthorityCertificate one in await authority.CertificateAuthorities.ListAsync(cancellationToken))
        {
            bool byName = request.Parameter == "Name";
            string value = byName ? one.Subject : one.SerialNumber;
            if ((byName || one.KeyDestroyedAt is null) && request.Word.Fits(value))
            {
                string count = Count(one.ActiveCertificateCount, "certificate");
                yield return new Offer(value, $"{one.Subject}: {(one.IsCurrent ? "current" : "former")}, {count} in force");
            }
        }
    }
}
