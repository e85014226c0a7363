using System.Text.RegularExpressions;

namespace ModelDeploy.Core.Deployments;

/// <summary>Whether a text names an image: <c>[registry[:port]/]path[:tag][@digest]</c>, after the grammar of the distribution project.</summary>
public static partial class ImageReference
{
    private const int MaxNameLength = 255;

    /// <summary>Null when the reference is valid, else why not. The caller trims.</summary>
    public static string? WhyInvalid(string image)
    {
        if (image.Length == 0)
            return "Enter a model image.";
        var match = Reference().Match(image);
        if (!match.Success)
            return "The model image is not a valid image reference; it looks like registry.example.com/team/model:1.0, in lower case up to the tag.";
        return match.Groups["name"].Length > MaxNameLength
            ? $"The image's name without tag may have {MaxNameLength} characters."
            : null;
    }

    [GeneratedRegex(
        """
        \A(?<name>
            (?:(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*(?::[0-9]{1,5})?/)?
            [a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*
        )
        (?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?
        (?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?\z
        """, RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}
