namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>The name that is proposed for a clone.</summary>
public static class CopyName
{
    private const int Most = 64;
    private const string Suffix = " copy";

    /// <summary>The name with "copy" behind it, cut where it would be too long for a deployment's name.</summary>
    public static string Of(string name)
    {
        if (name.EndsWith(Suffix, StringComparison.Ordinal))
            return name;
        var runes = name.EnumerateRunes().Take(Most - Suffix.Length);
        return string.Concat(runes.Select(rune => rune.ToString())).TrimEnd() + Suffix;
    }
}
