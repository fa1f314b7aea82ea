using System.Management.Automation;

namespace PSCredentials.Commands;

/// <summary>
/// What -AsPlainText emits: the same object, with text in place of the secure strings. The texts are note properties that cover the typed
/// properties of the same name; methods and all else stay.
/// </summary>
internal static class PlainText
{
    /// <summary>An issued credential with its token and made password as text.</summary>
    /// <param name="issued">The credential.</param>
    /// <returns>The object to emit.</returns>
    internal static PSObject Reveal(IssuedApiCredential issued)
    {
        var shown = PSObject.AsPSObject(issued);
        if (issued.Token is not null)
        {
            shown.Properties.Add(new PSNoteProperty(nameof(IssuedApiCredential.Token), issued.GetToken()));
        }

        if (issued.Password is not null)
        {
            shown.Properties.Add(new PSNoteProperty(nameof(IssuedApiCredential.Password), issued.GetPassword()));
        }

        return shown;
    }

    /// <summary>An API key with the key as text.</summary>
    /// <param name="issued">The key.</param>
    /// <returns>The object to emit.</returns>
    internal static PSObject Reveal(IssuedApiKey issued)
    {
        var shown = PSObject.AsPSObject(issued);
        shown.Properties.Add(new PSNoteProperty(nameof(IssuedApiKey.Key), issued.GetKey()));
        return shown;
    }

    /// <summary>A project's credential with the password that was made for it as text.</summary>
    /// <param name="issued">The credential.</param>
    /// <returns>The object to emit.</returns>
    internal static PSObject Reveal(IssuedProjectCredential issued)
    {
        var shown = PSObject.AsPSObject(issued);
        shown.Properties.Add(new PSNoteProperty(nameof(IssuedProjectCredential.Password), issued.GetPassword()));
        return shown;
    }
}
