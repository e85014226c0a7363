using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Texts;
using ModelDeploy.Local.Store;
using ModelDeploy.Portal.Setup;

namespace ModelDeploy.Portal.Tests.Languages;

/// <summary>Every text is there in every language, with the same gaps.</summary>
public sealed partial class ResourceTests
{
    private static readonly Assembly[] Speaking = [typeof(Deployment).Assembly, typeof(LocalStoreServices).Assembly, typeof(LanguageSetup).Assembly];

    public static TheoryData<string> Resources =>
        [.. Speaking.SelectMany(assembly => assembly.GetManifestResourceNames()).Where(name => name.EndsWith("Texts.resources", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(Resources))]
    public void German_says_everything_that_English_says_with_the_same_gaps(string name)
    {
        var english = TextsOf(name, CultureInfo.InvariantCulture);
        var german = TextsOf(name, Language.German);

        Assert.NotEmpty(english);
        Assert.Equal(english.Keys.Order(), german.Keys.Order());
        Assert.All(english, text => Assert.Equal(GapsOf(text.Value), GapsOf(german[text.Key])));
        Assert.All(german, text => Assert.False(string.IsNullOrWhiteSpace(text.Value), $"{text.Key} says nothing"));
        Assert.All(english.Concat(german), text => Assert.Equal(text.Value, text.Value.Trim()));
    }

    /// <summary>A text that is the same in both is one that nobody translated, unless it is short: a name, a unit, a word of both.</summary>
    [Theory]
    [MemberData(nameof(Resources))]
    public void Sentences_are_translated(string name)
    {
        var german = TextsOf(name, Language.German);

        Assert.All(
            TextsOf(name, CultureInfo.InvariantCulture).Where(text => text.Value.Split(' ').Length > 3),
            text => Assert.NotEqual(text.Value, german[text.Key]));
    }

    private static Dictionary<string, string> TextsOf(string name, CultureInfo language)
    {
        var assembly = Speaking.Single(assembly => assembly.GetManifestResourceNames().Contains(name));
        var manager = new ResourceManager(name[..^".resources".Length], assembly);
        // Without looking at the parents: what only English has must not stand in for the other.
        using var texts = manager.GetResourceSet(language, createIfNotExists: true, tryParents: false);
        Assert.NotNull(texts);
        return texts.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static IEnumerable<string> GapsOf(string text) => Gap().Matches(text).Select(gap => gap.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Gap();
}
