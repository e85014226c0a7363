using System.Globalization;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Manifests;

/// <summary>
/// The fields of one mapping, taken one by one: what nobody took at the end is unknown and named as an error. A field that is not
/// there, or null, is its default: a manifest is the whole document.
/// </summary>
/// <param name="mapping">The mapping; null when it is not there.</param>
/// <param name="place">Its name; null for the manifest itself.</param>
/// <param name="notes">Where errors, notices and lines go.</param>
internal sealed class ManifestFields(YamlNode.Mapping? mapping, string? place, ManifestNotes notes)
{
    private readonly List<string> _known = [];

    /// <summary>Where it starts.</summary>
    public int Line => mapping?.Line ?? 1;

    /// <summary>A text; empty when it is not there.</summary>
    public string Text(string name, string path) => Scalar(name, path)?.Text ?? "";

    /// <summary>A text, or null when it is not there.</summary>
    public string? OptionalText(string name, string path) => Scalar(name, path)?.Text;

    /// <summary>A whole number.</summary>
    public int Whole(string name, string path, int otherwise)
    {
        if (Scalar(name, path) is not { } scalar)
            return otherwise;
        if (!scalar.IsQuoted && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        notes.Error(scalar.Line, ManifestsTexts.WholeNumber.With(name));
        return otherwise;
    }

    /// <summary>True or false; false when it is not there.</summary>
    public bool Flag(string name, string path)
    {
        if (Scalar(name, path) is not { } scalar)
            return false;
        if (scalar is { IsQuoted: false, Text: "true" or "false" })
            return scalar.Text == "true";
        notes.Error(scalar.Line, ManifestsTexts.Flag.With(name));
        return false;
    }

    /// <summary>A span: whole seconds, or hours, minutes and seconds such as <c>1h30m</c>.</summary>
    public TimeSpan Span(string name, string path, TimeSpan otherwise)
    {
        if (Scalar(name, path) is not { } scalar)
            return otherwise;
        if (SpanText.Parse(scalar.Text) is { } span)
            return span;
        notes.Error(scalar.Line, ManifestsTexts.Span.With(name));
        return otherwise;
    }

    /// <summary>One of two words: whether it is the other one; false when it is not there.</summary>
    public bool IsOther(string name, string path, string usual, string other)
    {
        if (Scalar(name, path) is not { } scalar || scalar.Text == usual)
            return false;
        if (scalar.Text == other)
            return true;
        notes.Error(scalar.Line, ManifestsTexts.MustBeEither.With(name, usual, other));
        return false;
    }

    /// <summary>The fields of a mapping inside this one; empty when it is not there.</summary>
    public ManifestFields Fields(string name, string path) => new(MappingOf(name, path), name, notes);

    /// <summary>A mapping whose names are free; null when it is not there.</summary>
    public YamlNode.Mapping? MappingOf(string name, string path)
    {
        if (Find(name, path) is not { } value)
            return null;
        if (value is YamlNode.Mapping found)
            return found;
        notes.Error(value.Line, ManifestsTexts.NamesWithValues.With(name));
        return null;
    }

    /// <summary>The mappings of a list, each as fields; empty when it is not there.</summary>
    public IReadOnlyList<ManifestFields> List(string name, string path)
    {
        if (Find(name, path) is not { } value)
            return [];
        if (value is not YamlNode.Sequence list)
        {
            notes.Error(value.Line, ManifestsTexts.List.With(name));
            return [];
        }
        foreach (var wrong in list.Items.Where(item => item is not YamlNode.Mapping))
            notes.Error(wrong.Line, ManifestsTexts.ItemNamesWithValues.With(name));
        return [.. list.Items.OfType<YamlNode.Mapping>().Select(item => new ManifestFields(item, name, notes))];
    }

    /// <summary>Fields that a cluster knows and the form does not: they are read over, and said so unless they tell nothing new.</summary>
    public void Ignore(bool quietly, params string[] names)
    {
        foreach (var name in names)
        {
            _known.Add(name);
            if (!quietly && Entry(name) is { } entry)
                notes.Notice(entry.Line, ManifestsTexts.NotTakenOver.With(name));
        }
    }

    /// <summary>Names every field that nobody took.</summary>
    public void End()
    {
        foreach (var entry in mapping?.Entries.Where(entry => !_known.Contains(entry.Name)) ?? [])
        {
            var alike = _known.FirstOrDefault(known => string.Equals(known, entry.Name, StringComparison.OrdinalIgnoreCase))
                ?? _known.FirstOrDefault(known =>
                    known.StartsWith(entry.Name, StringComparison.OrdinalIgnoreCase) || entry.Name.StartsWith(known, StringComparison.OrdinalIgnoreCase));
            notes.Error(entry.Line, Unknown(entry.Name, alike));
        }
    }

    private string Unknown(string name, string? alike) => (place, alike) switch
    {
        (null, null) => ManifestsTexts.UnknownRootField.With(name),
        (null, _) => ManifestsTexts.UnknownRootFieldAlike.With(name, alike),
        (_, null) => ManifestsTexts.UnknownField.With(place, name),
        _ => ManifestsTexts.UnknownFieldAlike.With(place, name, alike),
    };

    private YamlNode.Scalar? Scalar(string name, string path)
    {
        if (Find(name, path) is not { } value)
            return null;
        if (value is YamlNode.Scalar scalar)
            return scalar;
        notes.Error(value.Line, ManifestsTexts.SingleValue.With(name));
        return null;
    }

    private YamlNode? Find(string name, string path)
    {
        _known.Add(name);
        if (Entry(name) is not { } entry)
            return null;
        notes.Found(path, entry.Line);
        return entry.Value is YamlNode.Scalar { IsNull: true } ? null : entry.Value;
    }

    private YamlNode.Entry? Entry(string name) => mapping?.Entries.FirstOrDefault(entry => entry.Name == name);
}
