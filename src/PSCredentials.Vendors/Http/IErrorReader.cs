namespace PSCredentials.Vendors.Http;

/// <summary>Knows the errors of a contract.</summary>
internal interface IErrorReader
{
    /// <summary>What an answer that is no success means: the same error as the embedded authority's, with the authority's own text.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>The error.</returns>
    CredentialException Read(RemoteAnswer answer);
}
