using System.Globalization;

namespace ModelDeploy.ModelServer;

/// <summary>
/// Reads settings from <c>--name value</c> (or <c>--name=value</c>) and, where that is absent, from an environment variable.
/// Gathers every fault, so that one start shows them all. A variable that is empty counts as absent.
/// </summary>
internal sealed class SettingsReader
{
    private readonly Dictionary<string, string> _arguments = [];
    private readonly HashSet<string> _known = [];
    private readonly List<string> _faults = [];
    private readonly Func<string, string?> _environment;

    public SettingsReader(string[] arguments, Func<string, string?> environment)
    {
        _environment = environment;
        for (var i = 0; i < arguments.Length; i++)
        {
            var parts = arguments[i].Split('=', 2);
            if (!parts[0].StartsWith("--", StringComparison.Ordinal))
                _faults.Add($"\"{arguments[i]}\" is not an option; options start with --.");
            else if (parts.Length == 2)
                _arguments[parts[0][2..]] = parts[1];
            else if (i + 1 < arguments.Length)
                _arguments[parts[0][2..]] = arguments[++i];
            else
                _faults.Add($"{parts[0]} needs a value.");
        }
    }

    /// <summary>Every fault so far, options that nobody asked for included; empty if all is well.</summary>
    public IReadOnlyList<string> Faults() =>
        [.. _faults, .. _arguments.Keys.Where(name => !_known.Contains(name)).Select(name => $"--{name} is not an option of this command.")];

    /// <summary>Adds a fault that only the caller can see.</summary>
    public void Fault(string sentence) => _faults.Add(sentence);

    /// <summary>The setting as it was given, or null.</summary>
    public string? Text(string option, string? variable)
    {
        _known.Add(option);
        if (_arguments.TryGetValue(option, out var given))
            return given;
        return variable is not null && _environment(variable) is { Length: > 0 } inherited ? inherited : null;
    }

    /// <summary>A whole number between the limits, or null if it is not set.</summary>
    public int? Number(string option, string? variable, int least = 0, int most = int.MaxValue)
    {
        if (Text(option, variable) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        _faults.Add($"{Names(option, variable)}: \"{text}\" is not a whole number from {least} to {most}.");
        return null;
    }

    /// <summary>A duration such as <c>250ms</c>, <c>3s</c> or <c>2m</c>, or null if it is not set.</summary>
    public TimeSpan? Duration(string option, string? variable)
    {
        if (Text(option, variable) is not { } text)
            return null;
        var unit = text.TrimStart("0123456789.".ToCharArray());
        if (double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && Unit(unit) is { } one && amount * one.TotalHours <= 24)
            return amount * one;
        _faults.Add($"{Names(option, variable)}: \"{text}\" is not a duration of at most a day such as 250ms, 3s or 2m.");
        return null;
    }

    /// <summary>One of the given words, or null if it is not set.</summary>
    public string? Word(string option, string? variable, params string[] allowed)
    {
        if (Text(option, variable) is not { } text || allowed.Contains(text))
            return Text(option, variable);
        _faults.Add($"{Names(option, variable)}: \"{text}\" is not one of {string.Join(", ", allowed)}.");
        return null;
    }

    private static TimeSpan? Unit(string unit) => unit switch
    {
        "ms" => TimeSpan.FromMilliseconds(1),
        "s" => TimeSpan.FromSeconds(1),
        "m" => TimeSpan.FromMinutes(1),
        _ => null,
    };

    private static string Names(string option, string? variable) => variable is null ? $"--{option}" : $"--{option} ({variable})";
}
