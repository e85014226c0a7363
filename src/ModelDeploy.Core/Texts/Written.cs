using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using ModelDeploy.Core.Clients;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Quotas;

namespace ModelDeploy.Core.Texts;

/// <summary>
/// Sentences that were written down in English (statuses, failures, what <c>kubectl</c> shows too), read out in the reader's
/// language: a sentence is recognised by the English text of the resource files, and said again with the other language's.
/// </summary>
/// <remarks>
/// What a gap holds is said by its format. <c>{0}</c>: taken over as it is. <c>{0:0}</c>: a whole number. <c>{0:phrase}</c>: a
/// phrase of these resources itself. <c>{0:text}</c>: such a phrase or anything else. <c>{0:amounts}</c>: numbers with
/// units, separated by commas.
/// </remarks>
public static partial class Written
{
    /// <summary>What is longer is taken for a model's or a system's words: looking for a sentence in it would cost too much.</summary>
    private const int Longest = 4_000;

    private static readonly ResourceManager[] Resources = [StatusTexts.ResourceManager, SpecTexts.ResourceManager, QuotaTexts.ResourceManager, ClientTexts.ResourceManager];

    private static readonly Lazy<IReadOnlyList<Sentence>> All = new(() =>
        [.. Resources.SelectMany(Sentence.AllOf).OrderByDescending(sentence => sentence.Letters)]);

    /// <summary>The sentence in the language of <see cref="CultureInfo.CurrentUICulture"/>; unchanged when the product did not write it.</summary>
    public static string Read(string written) =>
        written.Length <= Longest && CultureInfo.CurrentUICulture.Name == Language.German.Name
            ? TryRead(written, Language.German) ?? written
            : written;

    /// <summary>The failure with every sentence that the product wrote; what a model or a system said stays as it is.</summary>
    public static Failure Read(Failure failure) => failure with
    {
        Message = Read(failure.Message),
        NextStep = Read(failure.NextStep),
        Evidence = failure.Reason is FailureReason.Crashed or FailureReason.OutOfMemory
            ? failure.Evidence
            : failure.Evidence.Select(Read).ToEquatableList(),
    };

    private static string? TryRead(string written, CultureInfo language) =>
        All.Value.Select(sentence => sentence.TryRead(written, language)).FirstOrDefault(read => read is not null);

    private static string? ReadGap(string kind, string value, CultureInfo language) => kind switch
    {
        "phrase" => TryRead(value, language),
        "text" => TryRead(value, language) ?? value,
        "amounts" => string.Join(", ", value.Split(", ").Select(amount => TryRead(amount, language) ?? WithPoint(amount, language))),
        _ => value,
    };

    private static string WithPoint(string amount, CultureInfo language) =>
        DecimalPoint().Replace(amount, language.NumberFormat.NumberDecimalSeparator);

    [GeneratedRegex(@"(?<=\d)\.(?=\d)")]
    private static partial Regex DecimalPoint();

    [GeneratedRegex(@"\{(?<index>\d)(:(?<kind>\w+))?\}")]
    private static partial Regex Gap();

    /// <param name="Key">Its name in its resource file.</param>
    /// <param name="Source">The resource file.</param>
    /// <param name="Shape">Recognises it, with a group <c>g0</c>, <c>g1</c> … for each gap.</param>
    /// <param name="Kinds">What each gap holds.</param>
    /// <param name="Letters">How much of it is its own: the more, the surer it is recognised.</param>
    private sealed record Sentence(string Key, ResourceManager Source, Regex Shape, IReadOnlyList<string> Kinds, int Letters)
    {
        public static IEnumerable<Sentence> AllOf(ResourceManager source) =>
            from DictionaryEntry entry in source.GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!
            select Of((string)entry.Key, (string)entry.Value!, source);

        public string? TryRead(string written, CultureInfo language)
        {
            if (Shape.Match(written) is not { Success: true } match)
                return null;
            var gaps = Kinds.Select((kind, i) => ReadGap(kind, match.Groups[$"g{i}"].Value, language)).ToArray();
            return gaps.Contains(null) ? null : string.Format(language, Source.GetString(Key, language)!, gaps);
        }

        private static Sentence Of(string key, string text, ResourceManager source)
        {
            var gaps = Gap().Matches(text);
            var shape = Gap().Replace(Regex.Escape(text).Replace(@"\{", "{", StringComparison.Ordinal), gap =>
                $"(?<g{gap.Groups["index"].Value}>{(gap.Groups["kind"].Value is "0" ? @"\d+" : ".+?")})");
            return new Sentence(
                key, source, new Regex($@"\A{shape}\z", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking),
                [.. gaps.OrderBy(gap => gap.Groups["index"].Value).Select(gap => gap.Groups["kind"].Value)],
                text.Length - gaps.Sum(gap => gap.Length));
        }
    }
}
