namespace ModelDeploy.Core.Accounts;

/// <summary>
/// What a person types to say who they are. Only characters that look like no others, and no capitals: of two names that people take for
/// the same, one cannot exist.
/// </summary>
public static class LoginName
{
    /// <summary>How long it is at least, in characters.</summary>
    public const int Shortest = 2;

    /// <summary>How long it may be, in characters; an e-mail address fits.</summary>
    public const int Longest = 64;

    private const string InBetween = ".-_@+";

    /// <summary>The name as it is kept: without blanks around it, in lower case. Null when the text can be no login name.</summary>
    public static string? Normalise(string? text)
    {
        var name = (text ?? "").Trim().ToLowerInvariant();
        return name.Length is >= Shortest and <= Longest
            && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
            && name.All(character => char.IsAsciiLetterOrDigit(character) || InBetween.Contains(character, StringComparison.Ordinal))
                ? name
                : null;
    }
}
