namespace RusToK.AppHost;

/// <summary>The images of the application, each by its version. Those of what watches are in the files of <c>Images</c>, but for Jaeger's.</summary>
internal static class ImageVersions
{
    public const string Postgres = "18.4";
    public const string Redis = "8.2.1";
    public const string JaegerImage = "jaegertracing/jaeger";
    public const string Jaeger = "2.17.0";
}
