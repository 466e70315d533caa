namespace RusToK.AppHost;

/// <summary>What is to be seen at the API's address.</summary>
internal static class ApiUrls
{
    public static void Name(ResourceUrlsCallbackContext context)
    {
        foreach (var url in context.Urls.Where(url => url.Endpoint is { EndpointName: "http" }).ToList())
        {
            url.DisplayText = "GraphiQL";
            context.Urls.Add(new ResourceUrlAnnotation { Url = new Uri(new Uri(url.Url), "/docs").ToString(), DisplayText = "API reference", Endpoint = url.Endpoint });
        }
    }
}
