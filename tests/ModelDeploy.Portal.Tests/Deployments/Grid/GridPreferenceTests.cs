using ModelDeploy.Portal.Components.Deployments.Grid.Listing;

namespace ModelDeploy.Portal.Tests.Deployments.Grid;

public sealed class GridPreferenceTests
{
    [Fact]
    public void What_is_kept_comes_back()
    {
        var preference = new GridPreference(GridView.Table, GridColumns.Of([GridColumn.Metadata, GridColumn.Created]));

        Assert.Equal(preference, GridPreference.FromJson(preference.ToJson()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"view":"sideways"}""")]
    [InlineData("""{"view":7}""")]
    public void What_cannot_be_understood_is_as_usual(string? kept) => Assert.Equal(GridPreference.Usual, GridPreference.FromJson(kept));

    [Fact]
    public void Unknown_columns_are_left_out_and_the_fixed_ones_always_there() => Assert.Equal(
        [GridColumn.Name, GridColumn.Status, GridColumn.Group],
        GridPreference.FromJson("""{"columns":["group","colour",null,"7x"]}""").Columns);
}
