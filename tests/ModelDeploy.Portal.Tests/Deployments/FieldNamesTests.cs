using ModelDeploy.Portal.Components.Deployments.Form;

namespace ModelDeploy.Portal.Tests.Deployments;

public sealed class FieldNamesTests
{
    [Theory]
    [InlineData("displayName", "Deployment Name", true)]
    [InlineData("metadata", "Metadata", true)]
    [InlineData("metadata[2].name", "Metadata 3", true)]
    [InlineData("env[0].value", "Environment Variables 1", true)]
    [InlineData("predictors", "predictors", false)]
    public void A_field_is_named_by_its_label_and_its_row(string path, string name, bool shown)
    {
        Assert.Equal(name, FieldNames.WithRow(path));
        Assert.Equal(shown, FieldNames.IsShown(path));
    }
}
