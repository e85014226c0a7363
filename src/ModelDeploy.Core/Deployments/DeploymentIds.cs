using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using ModelDeploy.Core.Texts;

namespace ModelDeploy.Core.Deployments;

/// <summary>Which ids are valid, and which one to propose for a name.</summary>
public static partial class DeploymentIds
{
    private const int MaxLength = 56;
    private const int SuffixLength = 5;

    /// <summary>Where the portal's form for new deployments lives: a deployment of this id would have no page.</summary>
    private const string FormPage = "create";

    /// <summary>How letters with marks are spelled without them. A table, as the program brings no data about letters.</summary>
    private static readonly FrozenDictionary<char, string> Spellings = new[]
    {
        ("ae", "äæ"), ("oe", "öœ"), ("ue", "ü"), ("ss", "ß"), ("th", "þ"),
        ("a", "àáâãåāăą"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "èéêëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįı"), ("j", "ĵ"),
        ("k", "ķ"), ("l", "ĺļľŀł"), ("n", "ñńņňŉ"), ("o", "òóôõøōŏő"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "ùúûũūŭůűų"),
        ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
    }.SelectMany(spelling => spelling.Item2.Select(letter => (letter, spelling.Item1))).ToFrozenDictionary(pair => pair.letter, pair => pair.Item2);

    private const string SuffixCharacters = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>
    /// Null when the id is valid, else why not. At most 56 characters: children are named <c>deploy-&lt;id&gt;</c> and must fit 63.
    /// </summary>
    public static string? WhyInvalid(string id) => id switch
    {
        "" => SpecTexts.EnterId,
        { Length: < 3 or > MaxLength } => SpecTexts.IdLength.With(MaxLength, id.Length),
        _ when !Valid().IsMatch(id) => SpecTexts.IdCharacters,
        FormPage => SpecTexts.IdOfPortal.With(FormPage),
        _ => null,
    };

    /// <summary>Five random letters and digits, to end proposals with.</summary>
    public static string NewSuffix() => RandomNumberGenerator.GetString(SuffixCharacters, SuffixLength);

    /// <summary>
    /// An id made from a name (lower-cased, letters with marks as the letters they are written with, other characters to dashes) and
    /// a suffix of letters and digits; always valid.
    /// </summary>
    public static string Propose(string name, string suffix)
    {
        var stem = Other().Replace(PlainLetters(name.Trim().ToLowerInvariant()), "-").Trim('-');
        if (stem.Length == 0 || !char.IsAsciiLetterLower(stem[0]))
            stem = $"model-{stem}".TrimEnd('-');
        var room = MaxLength - suffix.Length - 1;
        return $"{(stem.Length > room ? stem[..room].TrimEnd('-') : stem)}-{suffix}";
    }

    private static string PlainLetters(string lowerCase) =>
        string.Concat(lowerCase.Select(letter => Spellings.GetValueOrDefault(letter) ?? letter.ToString()));

    [GeneratedRegex("^[a-z][a-z0-9-]{1,54}[a-z0-9]$(?!\n)", RegexOptions.CultureInvariant)]
    private static partial Regex Valid();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Other();
}
