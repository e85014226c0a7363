using System.Text.RegularExpressions;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Deployments;

/// <summary>Whether a text names an image: <c>[registry[:port]/]path[:tag][@digest]</c>, after the grammar of the distribution project.</summary>
public static partial class ImageReference
{
    private const int MaxNameLength = 255;

    /// <summary>Null when the reference is valid, else why not. The caller trims.</summary>
    public static string? WhyInvalid(string image)
    {
        if (image.Length == 0)
            return SpecTexts.EnterImage;
        var match = Reference().Match(image);
        if (!match.Success)
            return SpecTexts.ImageReference;
        return match.Groups["name"].Length > MaxNameLength
            ? SpecTexts.ImageTooLong.With(MaxNameLength)
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
