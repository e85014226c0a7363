using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace ModelDeploy.Portal.Options;

/// <summary>
/// Reads settings of one section and gathers what is wrong with them instead of throwing, so that a person sees every
/// mistake at once. Each error is a sentence that begins with the full key.
/// </summary>
public sealed class SettingsReader(IConfiguration section, string prefix, List<string> errors)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A reader of a part of this section; its errors land in the same list. One text in its place is an error too.</summary>
    /// <param name="key">The part.</param>
    /// <param name="because">What is told of a text.</param>
    public SettingsReader Part(string key, string because = "is one text, but must have settings of its own.")
    {
        _known.Add(key);
        if (!string.IsNullOrWhiteSpace(section[key]))
            Refuse(key, because);
        return new SettingsReader(section.GetSection(key), $"{prefix}:{key}", errors);
    }

    /// <summary>The names of the sections and values right below this one.</summary>
    public IReadOnlyList<string> Keys() => [.. section.GetChildren().Select(child => child.Key)];

    /// <summary>The trimmed text, or <paramref name="otherwise"/> when it is not set or blank.</summary>
    public string? Text(string key, string? otherwise = null) => Raw(key) ?? otherwise;

    /// <summary>The trimmed text; an error when it is not set, and then an empty string.</summary>
    public string Required(string key)
    {
        if (Raw(key) is { } text)
            return text;
        Refuse(key, "is missing.");
        return "";
    }

    /// <summary>One of the named values of the enumeration, in any case.</summary>
    public T Choice<T>(string key, T otherwise) where T : struct, Enum =>
        Raw(key) is not { } text ? otherwise : Parse<T>(key, text) ?? otherwise;

    /// <summary>Named values, in any case, written as <see cref="Words"/>; <paramref name="otherwise"/> when the key is not set.</summary>
    public IReadOnlyList<T> Choices<T>(string key, IReadOnlyList<T> otherwise) where T : struct, Enum =>
        TextsOf(key).Count == 0 ? otherwise : [.. Words(key).Select(name => Parse<T>(key, name)).OfType<T>().Distinct()];

    /// <summary>
    /// Words, each once: of one text, separated by commas or white space, or of a list (<c>Key:0</c>, <c>Key:1</c>…); empty when the key is not set.
    /// </summary>
    public IReadOnlyList<string> Words(string key) =>
        [.. TextsOf(key).SelectMany(text => text.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool otherwise)
    {
        if (Raw(key) is not { } text)
            return otherwise;
        if (bool.TryParse(text, out var flag))
            return flag;
        Refuse(key, $"is \"{text}\", but must be true or false.");
        return otherwise;
    }

    /// <summary>A whole number within both bounds.</summary>
    public long Number(string key, long otherwise, long least, long most)
    {
        if (Raw(key) is not { } text)
            return otherwise;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Refuse(key, string.Create(CultureInfo.InvariantCulture, $"is \"{text}\", but must be a whole number from {least} to {most}."));
        return otherwise;
    }

    /// <summary>A length of time (<c>hh:mm:ss</c>) within both bounds.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (Raw(key) is not { } text)
            return otherwise;
        if (TimeSpan.TryParseExact(text, ["c", @"h\:mm\:ss"], CultureInfo.InvariantCulture, out var length) && length >= least && length <= most)
            return length;
        Refuse(key, $"is \"{text}\", but must be a time from {least:c} to {most:c}, written hh:mm:ss.");
        return otherwise;
    }

    /// <summary>An absolute http or https address without query, or null when it is not set.</summary>
    public Uri? Address(string key)
    {
        if (Raw(key) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Query.Length == 0)
            return address;
        Refuse(key, $"is \"{text}\", but must be an address that begins with http:// or https://.");
        return null;
    }

    /// <summary>The texts listed below the key (<c>Key:0</c>, <c>Key:1</c>…), in order.</summary>
    public IReadOnlyList<string> List(string key) => [.. Below(key).Select(child => child.Value).OfType<string>()];

    /// <summary>The names and texts below the key.</summary>
    public IReadOnlyDictionary<string, string> Map(string key) =>
        Below(key).ToDictionary(child => child.Key, child => child.Value ?? "", StringComparer.Ordinal);

    /// <summary>Adds an error about the key, unless there is the same one already.</summary>
    public void Refuse(string key, string because)
    {
        var error = $"{prefix}:{key} {because}";
        if (!errors.Contains(error))
            errors.Add(error);
    }

    /// <summary>Refuses every key that nobody asked for: a typing error must not pass as the default.</summary>
    public void RefuseUnknown()
    {
        foreach (var key in Keys().Where(key => !_known.Contains(key)))
            Refuse(key, $"is not a setting. Known here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
    }

    private string? Raw(string key)
    {
        _known.Add(key);
        RefuseParts(key);
        return section[key]?.Trim() is { Length: > 0 } text ? text : null;
    }

    private List<string> TextsOf(string key) =>
        [.. List(key).Prepend(section[key] ?? "").Where(text => !string.IsNullOrWhiteSpace(text))];

    private List<IConfigurationSection> Below(string key)
    {
        _known.Add(key);
        var below = section.GetSection(key).GetChildren().ToList();
        foreach (var child in below)
            RefuseParts($"{key}:{child.Key}");
        return below;
    }

    // What has parts has no text, and would pass as not set.
    private void RefuseParts(string key)
    {
        if (section.GetSection(key).GetChildren().FirstOrDefault() is { } part)
            Refuse(key, $"has parts ({key}:{part.Key}), but must be one text.");
    }

    private T? Parse<T>(string key, string text) where T : struct, Enum
    {
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } known)
            return Enum.Parse<T>(known);
        Refuse(key, $"is \"{text}\", but must be one of {string.Join(", ", Enum.GetNames<T>())}.");
        return null;
    }
}
