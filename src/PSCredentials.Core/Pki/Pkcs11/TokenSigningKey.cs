using System.Collections.Concurrent;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace PSCredentials.Pki.Pkcs11;

/// <summary>
/// A private key in a token. Nothing is asked of the token before the first signature, so that a vault opens without it. Sessions are kept, as many as were in use at
/// once up to a bound; one that died is replaced once. What signs has proven to be the certificate's key whenever a session is opened.
/// </summary>
internal sealed class TokenSigningKey : SigningKey
{
    private const int MostSessions = 8;

    private readonly Pkcs11Uri _uri;
    private readonly TokenPin _pin;
    private readonly byte[] _publicKey;
    private readonly VerificationKey _verification;
    private readonly SemaphoreSlim _free = new(MostSessions);
    private readonly ConcurrentStack<ReadySession> _idle = new();
    private volatile bool _disposed;

    /// <summary>Takes a key.</summary>
    /// <param name="uri">Where it is.</param>
    /// <param name="pin">The PIN of its token; owned by this object.</param>
    /// <param name="subjectPublicKeyInfo">Its public key, SubjectPublicKeyInfo.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The public key is of a kind that is not allowed.</exception>
    public TokenSigningKey(Pkcs11Uri uri, TokenPin pin, ReadOnlyMemory<byte> subjectPublicKeyInfo)
        : this(uri, pin, SubjectKey.PublicKeyOf(subjectPublicKeyInfo).ToArray(), new VerificationKey(subjectPublicKeyInfo.Span))
    {
    }

    private TokenSigningKey(Pkcs11Uri uri, TokenPin pin, byte[] publicKey, VerificationKey verification)
        : base(verification.Algorithm)
    {
        _uri = uri;
        _pin = pin;
        _publicKey = publicKey;
        _verification = verification;
    }

    /// <inheritdoc/>
    public override string Uri => _uri.Text;

    /// <inheritdoc/>
    public override int Sign(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        byte[] prepared = TokenMechanism.Prepare(Algorithm, data);
        int length = TokenMechanism.Finish(Algorithm, WithSession(session => Sign(session, prepared)), destination);
        return length > 0 ? length : throw TokenErrors.Unavailable(_uri, "its token answered with what is no signature");
    }

    /// <inheritdoc/>
    public override void EnsureAvailable() => WithSession(static session => session);

    /// <inheritdoc/>
    public override byte[] ExportSecret() => _pin.Export();

    /// <inheritdoc/>
    public override byte[] ExportPublicKey() => [.. _publicKey];

    /// <inheritdoc/>
    public override void Dispose()
    {
        _disposed = true;
        Drain();
        _pin.Dispose();
        _verification.Dispose();
    }

    // A session that died, by a token that was taken out and put in again, is replaced once.
    private T WithSession<T>(Func<ReadySession, T> work)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _free.Wait();
        try
        {
            try
            {
                return Run(work, _idle.TryPop(out ReadySession? idle) ? idle : null);
            }
            catch (Pkcs11Exception error) when (TokenErrors.IsStale(error.RV))
            {
                // Those opened before are as dead as this one.
                Drain();
                return Run(work, null);
            }
        }
        catch (Pkcs11Exception error)
        {
            throw TokenErrors.Unavailable(_uri, error);
        }
        finally
        {
            _free.Release();
        }
    }

    private T Run<T>(Func<ReadySession, T> work, ReadySession? session)
    {
        session ??= Open();
        T result;
        try
        {
            result = work(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }

        Return(session);
        return result;
    }

    private ReadySession Open()
    {
        TokenSession session = TokenSession.Open(_uri, _pin);
        try
        {
            var ready = new ReadySession(session, session.FindPrivateKey() ?? throw session.NotFound());
            Prove(ready);
            return ready;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    private void Prove(ReadySession session)
    {
        ReadOnlySpan<byte> probe = "PSCredentials: is this the key of the certificate?"u8;
        Span<byte> signature = stackalloc byte[MaximumSignatureLength];
        int length = TokenMechanism.Finish(Algorithm, Sign(session, TokenMechanism.Prepare(Algorithm, probe)), signature);
        if (!_verification.Verify(probe, signature[..length]))
        {
            throw TokenErrors.Unavailable(_uri, "the key in its token is another than the certificate's");
        }
    }

    private byte[] Sign(ReadySession session, byte[] prepared)
    {
        using IMechanism mechanism = Pkcs11Module.Factories.MechanismFactory.Create(TokenMechanism.Of(Algorithm));
        return session.Session.Session.Sign(mechanism, session.Key, prepared);
    }

    private void Return(ReadySession session)
    {
        _idle.Push(session);

        // Disposed meanwhile: the drain may have run before this session came back.
        if (_disposed)
        {
            Drain();
        }
    }

    private void Drain()
    {
        while (_idle.TryPop(out ReadySession? session))
        {
            session.Dispose();
        }
    }

    private sealed record ReadySession(TokenSession Session, IObjectHandle Key) : IDisposable
    {
        public void Dispose() => Session.Dispose();
    }
}
