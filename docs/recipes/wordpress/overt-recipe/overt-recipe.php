<?php
/**
 * Plugin Name: Overt recipe
 * Description: Lists of posts in the visitor's own order, worked out in the visitor's browser. The server sends everyone the same page.
 * Version: 0.1.0
 * Requires at least: 6.3
 * Requires PHP: 8.1
 * License: MIT OR Apache-2.0
 */

declare(strict_types=1);

defined('ABSPATH') || exit;

/** The script tag, with the address of the configuration. Overt's files lie in the folder `overt` of this plugin. */
add_action('wp_enqueue_scripts', function (): void {
    wp_enqueue_script('overt', plugins_url('overt/overt.js', __FILE__), [], null, ['strategy' => 'async']);
});

add_filter('script_loader_tag', function (string $tag, string $handle): string {
    if ($handle !== 'overt') {
        return $tag;
    }
    $script = new WP_HTML_Tag_Processor($tag);
    if ($script->next_tag(['tag_name' => 'script'])) {
        $script->set_attribute('data-config', plugins_url('overt.json', __FILE__));
    }
    return $script->get_updated_html();
}, 10, 2);

/**
 * The categories of a post that Overt can name: by slug, each with what it is called.
 *
 * @return array<string, string>
 */
function overt_shelves(int $post): array
{
    $shelves = [];
    foreach (get_the_category($post) as $category) {
        if (preg_match('/^[a-z0-9._-]{1,64}$/', $category->slug)) {
            $shelves[$category->slug] = $category->name;
        }
    }
    return $shelves;
}

/** What a post has, for `data-overt-features`. */
function overt_features(int $post): string
{
    return implode(' ', array_map(fn (string $shelf): string => "shelf:$shelf", array_keys(overt_shelves($post))));
}

/**
 * A template function: prints these posts as a slot, in the order in which they are given.
 *
 * @param WP_Post[] $posts
 */
function overt_slot(string $name, array $posts): void
{
    printf('<overt-slot name="%s">', esc_attr($name));
    foreach ($posts as $post) {
        printf(
            '<article data-overt-item="%d" data-overt-features="%s"><h3><a href="%s">%s</a></h3></article>',
            $post->ID,
            esc_attr(overt_features($post->ID)),
            esc_url((string) get_permalink($post)),
            esc_html(get_the_title($post))
        );
    }
    echo '</overt-slot>';
}

/** A Query Loop whose post template has the class `overt-for-you` becomes the slot `for-you`: the list itself, with the same classes. */
add_filter('render_block_core/post-template', function (string $html, array $block): string {
    $classes = explode(' ', $block['attrs']['className'] ?? '');
    if (!in_array('overt-for-you', $classes, true)) {
        return $html;
    }
    $items = new WP_HTML_Tag_Processor($html);
    while ($items->next_tag(['tag_name' => 'li', 'class_name' => 'wp-block-post'])) {
        if (preg_match('/\bpost-(\d+)\b/', (string) $items->get_attribute('class'), $found)) {
            $items->set_attribute('data-overt-item', $found[1]);
            $items->set_attribute('data-overt-features', overt_features((int) $found[1]));
        }
    }
    $html = $items->get_updated_html();
    $html = preg_replace('/^\s*<ul\b/', '<overt-slot name="for-you" role="list"', $html, 1) ?? $html;
    return preg_replace('/<\/ul>\s*$/', '</overt-slot>', $html, 1) ?? $html;
}, 10, 2);

/** A post that is read by itself teaches its categories, once it was visible for a second and where the visitor has turned it on. */
add_filter('the_content', function (string $html): string {
    $post = get_the_ID();
    if (!is_singular('post') || !in_the_loop() || !is_main_query() || !$post) {
        return $html;
    }
    $seen = [];
    foreach (overt_shelves($post) as $shelf => $name) {
        $seen[] = "viewed.shelf=$shelf (" . str_replace(['(', ')', ';'], '', $name) . ')';
    }
    return $seen ? sprintf('<div data-overt-observe="%s" data-overt-when="view">%s</div>', esc_attr(implode('; ', $seen)), $html) : $html;
});
