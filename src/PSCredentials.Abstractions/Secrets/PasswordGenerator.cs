using System.Security.Cryptography;

namespace PSCredentials;

/// <summary>Makes passwords, for bundles and for project credentials.</summary>
public static class PasswordGenerator
{
    /// <summary>Letters and digits that nobody takes for one another: without 0, O, o, 1, I, l.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz";

    /// <summary>The number of characters: 24 out of 56 are 139 bits.</summary>
    public const int Length = 24;

    /// <summary>Makes a password.</summary>
    /// <returns>A random text of <see cref="Length"/> characters of <see cref="Alphabet"/>.</returns>
    public static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);
}
