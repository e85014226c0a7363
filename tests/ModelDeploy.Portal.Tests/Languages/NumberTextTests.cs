using ModelDeploy.Portal.Components.Forms;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Languages;

/// <summary>Numbers are typed as people write them.</summary>
public sealed class NumberTextTests
{
    [Theory]
    [InlineData("en", "0.5", "0.5")]
    [InlineData("en", "1.024", "1.024")]
    [InlineData("de", "0,5", "0.5")]
    [InlineData("de", " 1,024 ", "1.024")]
    [InlineData("de", "0.125", "0.125")]
    [InlineData("de", "1.5", "1.5")]
    [InlineData("de", "12.5000", "12.5")]
    public void A_number_is_read_as_its_language_writes_it_or_with_a_point(string language, string typed, string meant)
    {
        using var _ = new Reader(language);
        var numbers = new NumberText();

        Assert.Equal(decimal.Parse(meant, System.Globalization.CultureInfo.InvariantCulture), numbers.Cores("cpu", typed));
        Assert.Empty(numbers.Errors);
    }

    [Theory]
    [InlineData("en", "0,5", "Enter a number of cores, such as 0.5.")]
    [InlineData("de", "1.024", "Eine Anzahl von Kernen eingeben, zum Beispiel 0,5.")]
    [InlineData("de", "1.024.000", "Eine Anzahl von Kernen eingeben, zum Beispiel 0,5.")]
    [InlineData("de", "viel", "Eine Anzahl von Kernen eingeben, zum Beispiel 0,5.")]
    public void What_could_mean_two_numbers_or_none_is_refused(string language, string typed, string answer)
    {
        using var _ = new Reader(language);
        var numbers = new NumberText();

        numbers.Cores("cpu", typed);

        Assert.Equal(answer, Assert.Single(numbers.Errors).Message);
    }

    [Theory]
    [InlineData("en", "1.5")]
    [InlineData("de", "1,5")]
    public void What_a_field_shows_it_reads_again(string language, string shown)
    {
        using var _ = new Reader(language);
        const long bytes = 3L << 29;

        Assert.Equal(shown, NumberText.OfGibibytes(bytes));
        Assert.Equal(bytes, new NumberText().Gibibytes("memory", shown));
    }
}
