using ModelDeploy.Core.Texts;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ModelDeploy.Portal.Manifests;

/// <summary>
/// Reads one YAML document into nodes. The text comes from anybody: only the plain shape that a manifest needs is taken, so
/// anchors, aliases, tags, further documents and deep nesting are refused before they can cost anything.
/// </summary>
internal sealed class YamlTree
{
    /// <summary>The longest text that is read, in characters.</summary>
    public const int MaxLength = 64 * 1024;

    private const int MaxDepth = 12;
    private static readonly string[] Nulls = ["", "~", "null", "Null", "NULL"];

    private readonly IParser _parser;

    private YamlTree(string text) => _parser = new Parser(new Scanner(new StringReader(text), skipComments: true));

    /// <summary>The document's content.</summary>
    /// <exception cref="ManifestRefusedException">It is not one plain YAML document.</exception>
    public static YamlNode Read(string text)
    {
        if (text.Length > MaxLength)
            throw new ManifestRefusedException(1, ManifestsTexts.TooLong.With(text.Length, MaxLength));
        if (string.IsNullOrWhiteSpace(text))
            throw new ManifestRefusedException(1, ManifestsTexts.Empty);
        var tree = new YamlTree(text);
        try
        {
            return tree.Document();
        }
        catch (YamlException broken)
        {
            throw new ManifestRefusedException(
                LineOf(broken.Start), YamlFault.InWords(broken.Message) is { } fault ? ManifestsTexts.NotYamlBecause.With(fault) : ManifestsTexts.NotYaml);
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            // The library breaks on some texts, where it should say that the text is wrong.
            throw new ManifestRefusedException(LineOf(tree._parser.Current?.End ?? Mark.Empty), ManifestsTexts.NotYaml);
        }
    }

    private YamlNode Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.Accept<DocumentStart>(out _))
            throw new ManifestRefusedException(1, ManifestsTexts.Empty);
        _parser.Consume<DocumentStart>();
        var root = Node(depth: 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var further))
            throw new ManifestRefusedException(LineOf(further.Start), ManifestsTexts.OneDocument);
        return root;
    }

    private YamlNode Node(int depth)
    {
        if (_parser.Accept<AnchorAlias>(out var alias))
            throw new ManifestRefusedException(LineOf(alias.Start), ManifestsTexts.Alias.With(alias.Value));
        var node = _parser.Consume<NodeEvent>();
        var line = LineOf(node.Start);
        if (!node.Anchor.IsEmpty)
            throw new ManifestRefusedException(line, ManifestsTexts.Anchor.With(node.Anchor.Value));
        // A quoted text carries the tag "!" by itself.
        if (node.Tag is { IsEmpty: false, IsNonSpecific: false } tag)
            throw new ManifestRefusedException(line, ManifestsTexts.Tag.With(tag.Value));
        if (depth > MaxDepth)
            throw new ManifestRefusedException(line, ManifestsTexts.Deep.With(MaxDepth));
        return node switch
        {
            YamlDotNet.Core.Events.Scalar scalar => ScalarOf(scalar, line),
            SequenceStart => new YamlNode.Sequence(line, Items(depth)),
            MappingStart => new YamlNode.Mapping(line, Entries(depth)),
            _ => throw new ManifestRefusedException(line, ManifestsTexts.NotYaml),
        };
    }

    private List<YamlNode> Items(int depth)
    {
        List<YamlNode> items = [];
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(Node(depth + 1));
        return items;
    }

    private List<YamlNode.Entry> Entries(int depth)
    {
        List<YamlNode.Entry> entries = [];
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (Node(depth + 1) is not YamlNode.Scalar name)
                throw new ManifestRefusedException(LineOf(_parser.Current?.Start ?? Mark.Empty), ManifestsTexts.NameSingleText);
            if (!names.Add(name.Text))
                throw new ManifestRefusedException(name.Line, ManifestsTexts.Twice.With(name.Text));
            entries.Add(new YamlNode.Entry(name.Text, name.Line, Node(depth + 1)));
        }
        return entries;
    }

    private static YamlNode.Scalar ScalarOf(YamlDotNet.Core.Events.Scalar scalar, int line)
    {
        var quoted = scalar.Style is not ScalarStyle.Plain;
        return new YamlNode.Scalar(line, scalar.Value, !quoted && Nulls.Contains(scalar.Value), quoted);
    }

    private static int LineOf(Mark mark) => (int)Math.Clamp(mark.Line, 1, int.MaxValue);
}
