using ModelDeploy.Core.Texts;

namespace ModelDeploy.Portal.Components.Deployments.Form;

/// <summary>The name that is proposed for a clone.</summary>
public static class CopyName
{
    private const int Most = 64;

    /// <summary>The name with "copy" in the reader's language behind it, cut where it would be too long for a deployment's name.</summary>
    public static string Of(string name)
    {
        var suffix = FormTexts.CopyOf.With("");
        if (name.EndsWith(suffix, StringComparison.Ordinal))
            return name;
        var runes = name.EnumerateRunes().Take(Most - suffix.Length);
        return FormTexts.CopyOf.With(string.Concat(runes.Select(rune => rune.ToString())).TrimEnd());
    }
}
