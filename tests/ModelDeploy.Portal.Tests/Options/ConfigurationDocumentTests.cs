using ModelDeploy.Portal.Options;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Options;

public sealed class ConfigurationDocumentTests
{
    [Fact]
    public void Every_setting_is_documented_and_every_documented_one_exists()
    {
        var documented = RepositoryFiles.Table("docs/configuration.md", "Settings").Select(row => row[0]);

        Assert.Equal(KeysOf(typeof(ModelDeployOptions), "").Order(), documented.Order());
    }

    private static IEnumerable<string> KeysOf(Type options, string prefix) =>
        options.GetProperties().Where(property => property.SetMethod is not null).SelectMany(property =>
            property.PropertyType is { IsClass: true, IsSealed: true, Namespace: "ModelDeploy.Portal.Options" }
                ? KeysOf(property.PropertyType, $"{prefix}{property.Name}:")
                : [prefix + property.Name]);
}
