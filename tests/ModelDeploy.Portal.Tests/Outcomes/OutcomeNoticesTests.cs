using ModelDeploy.Core.Deployments;
using ModelDeploy.Core.Diagnosis;
using ModelDeploy.Core.Groups;
using ModelDeploy.Portal.Components.Outcomes;
using ModelDeploy.Portal.Components.Shared;
using ModelDeploy.Portal.Tests.Components;
using ModelDeploy.TestKit;

namespace ModelDeploy.Portal.Tests.Outcomes;

public sealed class OutcomeNoticesTests : PagesContext
{
    [Fact]
    public async Task Whoever_deployed_is_told_that_it_is_deployed_and_others_are_not()
    {
        await DeployAsync();
        Open<OutcomeNotices>(Admin);
        await ShowAsync("iris", DeploymentPhase.Deploying, status => status with { Message = "Seen" });

        await ShowAsync("iris", DeploymentPhase.Deployed, Serving);

        await Eventually.TrueAsync(() => Toasts.Count > 0, "somebody is told");
        var toast = Assert.Single(Toasts);
        Assert.Equal(
            (ToastKind.Success, "\u2068Iris\u2069 is deployed. It is Deployed", "/deployments/iris", "View deployment"),
            (toast.Kind, toast.Text, toast.Href, toast.LinkText));
    }

    [Fact]
    public async Task A_failure_is_told_with_its_reason()
    {
        await DeployAsync();
        Open<OutcomeNotices>(Admin);

        await ShowAsync("iris", DeploymentPhase.Failed, status => status with
        {
            Failure = new Failure(FailureReason.ImageNotFound, "The image does not exist.", [], "Choose another one."),
        });

        await Eventually.TrueAsync(() => Toasts.Count > 0, "somebody is told");
        Assert.Equal((ToastKind.Error, "\u2068Iris\u2069 failed. The image does not exist."), (Toasts[0].Kind, Toasts[0].Text));
    }
}
