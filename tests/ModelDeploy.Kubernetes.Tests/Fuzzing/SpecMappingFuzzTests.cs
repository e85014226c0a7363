using System.Text.Json;
using ModelDeploy.Core;
using ModelDeploy.Core.Deployments;
using ModelDeploy.Kubernetes.Client;
using ModelDeploy.Kubernetes.Store;
using ModelDeploy.Kubernetes.Store.Wire;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Kubernetes.Tests.Fuzzing;

public sealed class SpecMappingFuzzTests
{
    [Fact]
    public void What_is_accepted_comes_out_of_a_custom_resource_as_it_went_in() => Fuzz.HoldsForSome(
        AnySpec.Any, 0.1,
        spec =>
        {
            if (SpecValidator.Validate(spec, new SpecLimits()).Count > 0)
                return false;
            var json = JsonSerializer.Serialize(SpecMapping.Write(spec, "why", before: null), ApiJson.Options);
            var (read, errors) = SpecMapping.Read(JsonSerializer.Deserialize<PhDeploymentSpec>(json, ApiJson.Options)!);
            Assert.Empty(errors);
            Assert.Equal(InOrder(spec), read);
            return true;
        },
        AnySpec.Print);

    /// <summary>Metadata has no order in a cluster.</summary>
    private static DeploymentSpec InOrder(DeploymentSpec spec) =>
        spec with { Metadata = spec.Metadata.OrderBy(entry => entry.Name, StringComparer.Ordinal).ToEquatableList() };
}
