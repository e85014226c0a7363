using System.Globalization;

namespace ModelDeploy.Portal.Manifests;

/// <summary>What the YAML library finds wrong with a text. It says so in English; what people do wrong most is there in every language.</summary>
internal static class YamlFault
{
    /// <summary>One sentence in the reader's language; null when there is none but the library's, and the reader reads another one.</summary>
    /// <param name="message">What the library said.</param>
    public static string? InWords(string message)
    {
        var sentence = $"{message.TrimEnd('.', ' ')}.";
        return sentence switch
        {
            "While scanning an anchor or alias, found value containing disallowed: []{},." => ManifestsTexts.BrokenAlias,
            "While scanning a block scalar, did not find expected comment or line break." => ManifestsTexts.BrokenBlockText,
            "While scanning for the next token, found character that cannot start any token." => ManifestsTexts.BrokenCharacter,
            "While scanning a plain scalar value, found invalid mapping." => ManifestsTexts.BrokenColon,
            "While scanning a quoted scalar, found unknown escape character." => ManifestsTexts.BrokenEscape,
            "While parsing a flow sequence, did not find expected ',' or ']'." => ManifestsTexts.BrokenFlowList,
            "While parsing a flow mapping, did not find expected ',' or '}'." => ManifestsTexts.BrokenFlowMapping,
            "Block sequence entries are not allowed in this context." => ManifestsTexts.BrokenItem,
            "While scanning a simple key, could not find expected ':'." => ManifestsTexts.BrokenKey,
            "While parsing a block collection, did not find expected '-' indicator." => ManifestsTexts.BrokenList,
            "While parsing a block mapping, did not find expected key." => ManifestsTexts.BrokenMapping,
            "While scanning a multiline plain scalar, found invalid mapping." => ManifestsTexts.BrokenName,
            "While scanning a quoted scalar, found unexpected end of stream." => ManifestsTexts.BrokenQuote,
            "While scanning a multi-line double-quoted scalar, found wrong indentation." => ManifestsTexts.BrokenQuotedLines,
            "While scanning a mapping, found invalid tab as indentation." => ManifestsTexts.BrokenTab,
            "While parsing a node, did not find expected node content." => ManifestsTexts.BrokenValue,
            _ => CultureInfo.CurrentUICulture.Name is "" or "en" ? sentence : null,
        };
    }
}
