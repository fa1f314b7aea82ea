using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using PSCredentials.Vendors;

namespace PSCredentials.Server.Endpoints.Service;

/// <summary>Reads by what a request can be sent again.</summary>
internal static class Idempotency
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    /// <summary>By what a request can be sent again.</summary>
    /// <typeparam name="T">What its body is.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="body">Its body; how it was spaced and ordered does not count.</param>
    /// <returns>The key and a digest of the request; null where it has no key.</returns>
    /// <exception cref="CredentialException">There is more than one key.</exception>
    public static IdempotentRequest? Of<T>(HttpRequest request, T body)
        where T : IWire<T>
    {
        StringValues keys = request.Headers[Header];
        if (keys.Count == 0)
        {
            return null;
        }

        if (keys is not [{ } key])
        {
            throw CredentialException.Invalid(Header, "can be given once.");
        }

        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"));
        digest.AppendData(JsonSerializer.SerializeToUtf8Bytes(body, T.Json));
        return new IdempotentRequest(new SecretText(key), digest.GetHashAndReset());
    }
}

/// <summary>Marks endpoints whose requests can be sent again by a key.</summary>
internal sealed class IdempotentAttribute : Attribute;

/// <summary>Marks endpoints that change a record only where it is as an entity tag says.</summary>
internal sealed class ConditionalAttribute : Attribute;
