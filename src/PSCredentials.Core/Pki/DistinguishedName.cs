using System.Formats.Asn1;
using System.Globalization;
using System.Text;

namespace PSCredentials.Pki;

/// <summary>The subjects of issued certificates: what may stand in them and how they are encoded (RFC 5280, 4.1.2.4 and 4.1.2.6).</summary>
internal static class DistinguishedName
{
    // ub-common-name and ub-organization-name of RFC 5280, appendix A.1.
    private const int UpperBound = 64;

    // Keeps the certificate far below what TLS stacks and the strict parser take.
    private const int MaximumOrganizations = 128;

    /// <summary>Checks a subject.</summary>
    /// <param name="commonName">The common name.</param>
    /// <param name="organizations">The organizations, which Kubernetes reads as groups.</param>
    /// <param name="commonNameField">What the user calls the field that the common name comes from.</param>
    /// <param name="organizationField">What the user calls the field that the organizations come from.</param>
    /// <exception cref="CredentialException">A value is empty, too long, or has characters that do not show.</exception>
    public static void Validate(
        string commonName, IReadOnlyList<string> organizations, string commonNameField = "CommonName", string organizationField = "Organization")
    {
        ValidateValue(commonNameField, commonName);
        if (organizations.Count > MaximumOrganizations)
        {
            throw CredentialException.Invalid(organizationField, $"has {organizations.Count} values; at most {MaximumOrganizations} are allowed.");
        }

        for (int i = 0; i < organizations.Count; i++)
        {
            ValidateValue(organizationField, organizations[i]);
        }
    }

    /// <summary>Encodes a subject, the organizations first and the common name last.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="commonName">The common name.</param>
    /// <param name="organizations">The organizations.</param>
    public static void Encode(AsnWriter writer, string commonName, IReadOnlyList<string> organizations)
    {
        using (writer.PushSequence())
        {
            for (int i = 0; i < organizations.Count; i++)
            {
                EncodeAttribute(writer, ObjectIdentifiers.OrganizationName, organizations[i]);
            }

            EncodeAttribute(writer, ObjectIdentifiers.CommonName, commonName);
        }
    }

    private static void EncodeAttribute(AsnWriter writer, string type, string value)
    {
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(type);
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, value);
        }
    }

    private static void ValidateValue(string field, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            throw CredentialException.Invalid(field, $"is empty; it must have 1 to {UpperBound} characters.");
        }

        // Name comparison ignores outer spaces (RFC 5280, 7.1), so that 'alice ' would pass for 'alice'.
        if (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]))
        {
            throw CredentialException.Invalid(field, "begins or ends with a space; leave it out.");
        }

        int characters = 0;
        for (int i = 0; i < value.Length; characters++)
        {
            if (!Rune.TryGetRuneAt(value, i, out Rune rune) || !IsVisible(rune))
            {
                throw CredentialException.Invalid(
                    field, $"has at position {i + 1} the character U+{(int)value[i]:X4}; control, format and undefined characters are not allowed.");
            }

            i += rune.Utf16SequenceLength;
        }

        if (characters > UpperBound)
        {
            throw CredentialException.Invalid(field, $"has {characters} characters; a certificate takes at most {UpperBound}.");
        }
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned);
}
