using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace PSCredentials.KubeConfigs;

/// <summary>A kubeconfig that may be anyone's, with all that is in it. No message speaks of its contents: they are secret.</summary>
internal sealed class KubeConfigFile
{
    private const int MaximumLength = 8 * 1024 * 1024;
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private YamlMappingNode _root;

    private KubeConfigFile(YamlMappingNode root) => _root = root;

    /// <summary>The name of the current context; null where none is set.</summary>
    public string? CurrentContext
    {
        get => _root.Text("current-context") is { Length: > 0 } name ? name : null;
        set => _root = _root.With("current-context", new YamlScalarNode(value) { Style = ScalarStyle.DoubleQuoted });
    }

    /// <summary>Reads a kubeconfig.</summary>
    /// <param name="content">Its bytes, UTF-8.</param>
    /// <returns>The kubeconfig, or null where nothing is in it.</returns>
    /// <exception cref="CredentialException">It is no kubeconfig.</exception>
    public static KubeConfigFile? Read(ReadOnlyMemory<byte> content)
    {
        if (content.Length > MaximumLength)
        {
            throw Invalid($"it is longer than {MaximumLength >> 20} MiB");
        }

        YamlNode? root = Load(content.Span);
        if (YamlNodes.IsNull(root))
        {
            return null;
        }

        if (root is not YamlMappingNode mapping || mapping.Text("kind") is not (null or "" or "Config") || mapping.Text("apiVersion") is not (null or "" or "v1"))
        {
            throw Invalid("its kind is not Config, of version v1");
        }

        var file = new KubeConfigFile(mapping);
        foreach (KubeConfigEntryKind kind in KubeConfigEntryKind.All)
        {
            file.Check(kind);
        }

        return file;
    }

    /// <summary>The names of a list's entries.</summary>
    public IReadOnlyList<string> Names(KubeConfigEntryKind kind) => [.. Entries(kind).Select(entry => entry.Text("name")!)];

    /// <summary>The facts of an entry; null where there is no entry of that name.</summary>
    public YamlMappingNode? Find(KubeConfigEntryKind kind, string name) =>
        Entry(kind, name) is { } entry ? entry.Find(kind.Body) as YamlMappingNode ?? new YamlMappingNode() : null;

    /// <summary>Adds an entry, or puts other facts into the one of that name, which keeps what else it has.</summary>
    public void Put(KubeConfigEntryKind kind, string name, YamlMappingNode body)
    {
        YamlMappingNode? old = Entry(kind, name);
        YamlMappingNode entry = (old ?? new YamlMappingNode(
            new YamlScalarNode("name"), new YamlScalarNode(name) { Style = ScalarStyle.DoubleQuoted })).With(kind.Body, body);
        var list = new YamlSequenceNode(Entries(kind).Select(item => ReferenceEquals(item, old) ? entry : item));
        if (old is null)
        {
            list.Add(entry);
        }

        if (_root.Find(kind.List) is YamlSequenceNode { Children.Count: > 0 } before)
        {
            list.Style = before.Style;
        }

        _root = _root.With(kind.List, list);
    }

    /// <summary>Writes it.</summary>
    /// <returns>UTF-8.</returns>
    public byte[] Write()
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };

        // Nothing is folded: some readers take long base64 in one line only.
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        new YamlStream(new YamlDocument(_root)).Save(new WithoutEndMark(emitter), assignAnchors: false);
        return s_strict.GetBytes(text.ToString());
    }

    private static YamlNode? Load(ReadOnlySpan<byte> content)
    {
        try
        {
            string text = s_strict.GetString(content.StartsWith("\uFEFF"u8) ? content["\uFEFF"u8.Length..] : content);
            YamlBounds.Check(text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
        }
        catch (YamlException error)
        {
            // Its own message may quote the file.
            throw Invalid($"line {error.Start.Line} cannot be read; allowed is one document of YAML");
        }
        catch (DecoderFallbackException)
        {
            throw Invalid("it is not UTF-8");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // What the reader of YAML throws at some faults.
            throw Invalid("it cannot be read; allowed is one document of YAML");
        }
    }

    private static CredentialException Invalid(string fault) => new(CredentialErrors.InvalidKubeConfig, $"The file is no kubeconfig that can be merged into: {fault}.");

    private void Check(KubeConfigEntryKind kind)
    {
        YamlNode? list = _root.Find(kind.List);
        if (YamlNodes.IsNull(list))
        {
            return;
        }

        if (list is not YamlSequenceNode sequence)
        {
            throw Invalid($"its {kind.List} are no list");
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (YamlNode item in sequence.Children)
        {
            if (item is not YamlMappingNode entry || entry.Text("name") is not { } name || !(YamlNodes.IsNull(entry.Find(kind.Body)) || entry.Find(kind.Body) is YamlMappingNode))
            {
                throw Invalid($"one of its {kind.List} has no name, or no {kind.Body}");
            }

            if (!names.Add(name))
            {
                throw Invalid($"two of its {kind.List} have one name");
            }
        }
    }

    private IEnumerable<YamlMappingNode> Entries(KubeConfigEntryKind kind) =>
        _root.Find(kind.List) is YamlSequenceNode list ? list.Children.Cast<YamlMappingNode>() : [];

    private YamlMappingNode? Entry(KubeConfigEntryKind kind, string name) => Entries(kind).FirstOrDefault(entry => entry.Text("name") == name);

    // A document ends with the file; the mark "..." would only part it from a next one.
    private sealed class WithoutEndMark(Emitter emitter) : IEmitter
    {
        public void Emit(ParsingEvent @event) => emitter.Emit(@event switch
        {
            DocumentStart => new DocumentStart(null, null, isImplicit: true),
            DocumentEnd => new DocumentEnd(isImplicit: true),
            _ => @event,
        });
    }
}
