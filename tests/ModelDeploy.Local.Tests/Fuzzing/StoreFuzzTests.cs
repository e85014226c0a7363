using ModelDeploy.Core.Deployments;
using ModelDeploy.Local.Store;
using ModelDeploy.TestKit.Fuzzing;

namespace ModelDeploy.Local.Tests.Fuzzing;

public sealed class StoreFuzzTests
{
    [Fact]
    public void What_is_accepted_comes_out_of_a_column_as_it_went_in() => Fuzz.HoldsForSome(
        AnySpec.Any, 0.1,
        spec =>
        {
            if (SpecValidator.Validate(spec, new SpecLimits()).Count > 0)
                return false;
            Assert.Equal(spec, StoreJson.Read<DeploymentSpec>(StoreJson.Write(spec)));
            return true;
        },
        AnySpec.Print);
}
